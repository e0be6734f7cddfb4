-- Regular work, continued: what starts a run, material that runs are about, what was raised and when, and
-- what is said of a step.

-- Its runs are about what lies in its queue, one after another.
alter table operation add column draws boolean not null default false;

-- The run and the step that started it.
alter table run add column from_run_id text;
alter table run add column from_step_id text;
create index run_from on run (business_id, from_run_id);

-- What waits to be made or published, in the order of its position.
create table material (
  business_id text not null,
  id text not null,
  operation_id text not null,
  position bigint not null,
  title text not null,
  note text,
  url text,
  run_id text,
  from_run_id text,
  from_step_id text,
  by_name text not null,
  made_at bigint not null,
  version bigint not null,
  primary key (business_id, id),
  foreign key (business_id, operation_id) references operation (business_id, id)
);
create index material_of_operation on material (business_id, operation_id, position);
create index material_of_run on material (business_id, run_id);

-- What was raised of a run, to whom, and since when; kept after it was mended. It follows from plans and is no event.
create table raised (
  business_id text not null,
  operation_id text not null,
  day text not null,
  thing text not null,
  member_id text not null,
  says text not null,
  due_at bigint not null,
  since bigint not null,
  mended_at bigint,
  primary key (business_id, operation_id, day, thing)
);

-- What somebody says of a step, for whoever answers for its workflow.
create table step_comment (
  business_id text not null,
  id text not null,
  operation_id text not null,
  step_key text not null,
  day text,
  author_id text,
  author_name text not null,
  words text not null,
  written_at bigint not null,
  settled_at bigint,
  version bigint not null,
  primary key (business_id, id),
  foreign key (business_id, operation_id) references operation (business_id, id)
);
create index step_comment_of_operation on step_comment (business_id, operation_id);
