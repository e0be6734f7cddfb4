-- What only the desk knows of the future: projects that nobody has promised, pinned work, and what may go wrong.

-- Since when nobody has promised it; null for a project that is promised.
alter table project add column tentative_since bigint;

-- A task that keeps its day, or its person, or both.
create table pin (
  business_id text not null,
  id text not null,
  task_id text not null,
  day text,
  member_id text,
  why text,
  pinned_by text not null,
  pinned_at bigint not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, task_id),
  foreign key (business_id, task_id) references task (business_id, id),
  foreign key (business_id, member_id) references member (business_id, id),
  foreign key (business_id, pinned_by) references member (business_id, id),
  check (day is not null or member_id is not null)
);
create index pin_of_member on pin (business_id, member_id);

-- Something that may go wrong: more work in a share of the futures.
create table risk (
  business_id text not null,
  id text not null,
  key text not null,
  project_id text not null,
  task_id text,
  owner_id text not null,
  name text not null,
  chance double precision not null,
  minutes bigint not null,
  position bigint not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, key),
  foreign key (business_id, project_id) references project (business_id, id),
  foreign key (business_id, task_id) references task (business_id, id),
  foreign key (business_id, owner_id) references member (business_id, id)
);
create index risk_of_project on risk (business_id, project_id);
create index risk_of_task on risk (business_id, task_id);
