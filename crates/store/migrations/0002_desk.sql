-- The desk of a business. Every table is keyed by business first, and so is every key that points to another table.

create table business (
  business_id text not null,
  id text not null,
  key text not null,
  name text not null,
  time_zone text not null,
  currency text,
  working_week text,
  means text not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, key),
  check (id = business_id)
);

create table holiday (
  business_id text not null,
  id text not null,
  day text not null,
  name text,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, day)
);

-- A user's place in one business; without a user, somebody who has no login (yet).
create table member (
  business_id text not null,
  id text not null,
  key text not null,
  user_id text,
  name text not null,
  email text,
  role text not null,
  skills text not null,
  minutes_per_week bigint,
  working_week text,
  time_zone text,
  flexible boolean not null,
  holidays text,
  engagement_kind text,
  engaged_from text,
  engaged_until text,
  engaged_for text not null,
  rate text,
  position bigint not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, key),
  unique (business_id, user_id)
);

create table absence (
  business_id text not null,
  id text not null,
  member_id text not null,
  first_day text not null,
  last_day text not null,
  note text,
  version bigint not null,
  primary key (business_id, id),
  foreign key (business_id, member_id) references member (business_id, id)
);
create index absence_of_member on absence (business_id, member_id);

create table area (
  business_id text not null,
  id text not null,
  key text not null,
  name text not null,
  accountable_id text not null,
  position bigint not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, key),
  foreign key (business_id, accountable_id) references member (business_id, id)
);
create index area_of_accountable on area (business_id, accountable_id);

-- A draft is a board that has come in without end and outcome; anything else has both, and a manager (R1, R16).
create table project (
  business_id text not null,
  id text not null,
  key text not null,
  name text not null,
  notes text,
  state text not null,
  outcome text,
  area_id text,
  manager_id text,
  starts text,
  ends text,
  weight double precision,
  budget_minutes bigint,
  on_time_value double precision,
  closed_at bigint,
  position bigint not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, key),
  foreign key (business_id, area_id) references area (business_id, id),
  foreign key (business_id, manager_id) references member (business_id, id),
  check (state in ('draft', 'open', 'closed')),
  check (state = 'draft' or (outcome is not null and ends is not null and manager_id is not null))
);
create index project_of_manager on project (business_id, manager_id);
create index project_of_area on project (business_id, area_id);

-- A column of a board.
create table board_list (
  business_id text not null,
  id text not null,
  project_id text not null,
  name text not null,
  position bigint not null,
  archived boolean not null,
  version bigint not null,
  primary key (business_id, id),
  foreign key (business_id, project_id) references project (business_id, id)
);
create index board_list_of_project on board_list (business_id, project_id);

create table task (
  business_id text not null,
  id text not null,
  key text not null,
  project_id text not null,
  parent_id text,
  list_id text,
  position bigint not null,
  name text not null,
  notes text,
  kind text not null,
  optimistic_minutes bigint,
  likely_minutes bigint,
  pessimistic_minutes bigint,
  spent_minutes bigint not null,
  milestone boolean not null,
  skill text,
  not_before text,
  due text,
  done_at bigint,
  labels text not null,
  archived boolean not null,
  url text,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, key),
  foreign key (business_id, project_id) references project (business_id, id),
  foreign key (business_id, parent_id) references task (business_id, id),
  foreign key (business_id, list_id) references board_list (business_id, id)
);
create index task_of_project on task (business_id, project_id, position);
create index task_of_parent on task (business_id, parent_id);
create index task_of_list on task (business_id, list_id);

create table assignment (
  business_id text not null,
  id text not null,
  task_id text not null,
  member_id text not null,
  position bigint not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, task_id, member_id),
  foreign key (business_id, task_id) references task (business_id, id),
  foreign key (business_id, member_id) references member (business_id, id)
);
create index assignment_of_member on assignment (business_id, member_id);

create table dependency (
  business_id text not null,
  id text not null,
  task_id text not null,
  predecessor_id text not null,
  kind text not null,
  lag_minutes bigint not null,
  lag_in text not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, task_id, predecessor_id, kind),
  foreign key (business_id, task_id) references task (business_id, id),
  foreign key (business_id, predecessor_id) references task (business_id, id)
);
create index dependency_of_predecessor on dependency (business_id, predecessor_id);

create table checklist (
  business_id text not null,
  id text not null,
  task_id text not null,
  name text not null,
  position bigint not null,
  version bigint not null,
  primary key (business_id, id),
  foreign key (business_id, task_id) references task (business_id, id)
);
create index checklist_of_task on checklist (business_id, task_id);

create table check_item (
  business_id text not null,
  id text not null,
  checklist_id text not null,
  name text not null,
  done boolean not null,
  position bigint not null,
  version bigint not null,
  primary key (business_id, id),
  foreign key (business_id, checklist_id) references checklist (business_id, id)
);
create index check_item_of_checklist on check_item (business_id, checklist_id);

create table comment (
  business_id text not null,
  id text not null,
  task_id text not null,
  author_id text,
  author_name text not null,
  words text not null,
  written_at bigint not null,
  version bigint not null,
  primary key (business_id, id),
  foreign key (business_id, task_id) references task (business_id, id),
  foreign key (business_id, author_id) references member (business_id, id)
);
create index comment_of_task on comment (business_id, task_id, written_at);
create index comment_of_author on comment (business_id, author_id);

create table attachment (
  business_id text not null,
  id text not null,
  task_id text not null,
  name text not null,
  url text not null,
  version bigint not null,
  primary key (business_id, id),
  foreign key (business_id, task_id) references task (business_id, id)
);
create index attachment_of_task on attachment (business_id, task_id);

-- A custom field of a board, and what tasks say in it.
create table field (
  business_id text not null,
  id text not null,
  project_id text not null,
  name text not null,
  kind text not null,
  version bigint not null,
  primary key (business_id, id),
  foreign key (business_id, project_id) references project (business_id, id)
);
create index field_of_project on field (business_id, project_id);

create table field_value (
  business_id text not null,
  id text not null,
  field_id text not null,
  task_id text not null,
  value text not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, field_id, task_id),
  foreign key (business_id, field_id) references field (business_id, id),
  foreign key (business_id, task_id) references task (business_id, id)
);
create index field_value_of_task on field_value (business_id, task_id);

create table operation (
  business_id text not null,
  id text not null,
  key text not null,
  name text not null,
  area_id text,
  accountable_id text not null,
  rrule text not null,
  starts text not null,
  except_days text not null,
  position bigint not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, key),
  foreign key (business_id, area_id) references area (business_id, id),
  foreign key (business_id, accountable_id) references member (business_id, id)
);
create index operation_of_area on operation (business_id, area_id);
create index operation_of_accountable on operation (business_id, accountable_id);

-- A step names people and earlier steps by key: a workflow is a document that is read and written as a whole.
create table step (
  business_id text not null,
  id text not null,
  operation_id text not null,
  key text not null,
  position bigint not null,
  name text not null,
  notes text,
  kind text not null,
  optimistic_minutes bigint,
  likely_minutes bigint,
  pessimistic_minutes bigint,
  assignees text not null,
  skill text,
  after_steps text not null,
  available_days double precision,
  offset_days double precision,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, operation_id, key),
  foreign key (business_id, operation_id) references operation (business_id, id)
);

create table run (
  business_id text not null,
  id text not null,
  operation_id text not null,
  day text not null,
  title text,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, operation_id, day),
  foreign key (business_id, operation_id) references operation (business_id, id)
);

create table run_step (
  business_id text not null,
  id text not null,
  run_id text not null,
  step_id text not null,
  done_at bigint,
  spent_minutes bigint not null,
  member_id text,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, run_id, step_id),
  foreign key (business_id, run_id) references run (business_id, id),
  foreign key (business_id, step_id) references step (business_id, id),
  foreign key (business_id, member_id) references member (business_id, id)
);
create index run_step_of_step on run_step (business_id, step_id);
create index run_step_of_member on run_step (business_id, member_id);

create table appointment (
  business_id text not null,
  id text not null,
  key text not null,
  name text not null,
  starts_at bigint not null,
  ends_at bigint not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, key)
);

create table attendance (
  business_id text not null,
  id text not null,
  appointment_id text not null,
  member_id text not null,
  position bigint not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, appointment_id, member_id),
  foreign key (business_id, appointment_id) references appointment (business_id, id),
  foreign key (business_id, member_id) references member (business_id, id)
);
create index attendance_of_member on attendance (business_id, member_id);

create table duty (
  business_id text not null,
  id text not null,
  key text not null,
  name text not null,
  kind text not null,
  minutes_per_week bigint not null,
  area_id text,
  project_id text,
  member_id text,
  skill text,
  energy text,
  owner_has_skill boolean,
  hand_over boolean,
  owner_has_time boolean,
  position bigint not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, key),
  foreign key (business_id, area_id) references area (business_id, id),
  foreign key (business_id, project_id) references project (business_id, id),
  foreign key (business_id, member_id) references member (business_id, id)
);
create index duty_of_area on duty (business_id, area_id);
create index duty_of_project on duty (business_id, project_id);
create index duty_of_member on duty (business_id, member_id);

-- A rule lifted for an engagement, or for one task, with the reason that is kept.
create table lift (
  business_id text not null,
  id text not null,
  rule text not null,
  member_id text not null,
  task_id text,
  reason text not null,
  lifted_by text not null,
  lifted_at bigint not null,
  version bigint not null,
  primary key (business_id, id),
  foreign key (business_id, member_id) references member (business_id, id),
  foreign key (business_id, task_id) references task (business_id, id)
);
create index lift_of_member on lift (business_id, member_id);
create index lift_of_task on lift (business_id, task_id);

-- Where a thing came from, so that importing again updates instead of doubling.
create table origin (
  business_id text not null,
  id text not null,
  source text not null,
  kind text not null,
  external_id text not null,
  thing text not null,
  thing_id text not null,
  fingerprint text not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, source, kind, external_id)
);

-- History. Rows of these two tables are never updated.
create table event (
  business_id text not null,
  seq bigint not null,
  at bigint not null,
  user_id text,
  actor_name text not null,
  door text not null,
  command text not null,
  summary text not null,
  undoes bigint,
  primary key (business_id, seq),
  unique (business_id, undoes)
);

create table change (
  business_id text not null,
  seq bigint not null,
  n bigint not null,
  thing text not null,
  thing_id text not null,
  before_json text,
  after_json text,
  primary key (business_id, seq, n),
  foreign key (business_id, seq) references event (business_id, seq)
);
create index change_of_thing on change (business_id, thing, thing_id, seq);

-- Outcomes of commands that carried an idempotency key, so that a repeated one is answered and not done again.
create table kept_outcome (
  business_id text not null,
  user_id text not null,
  idempotency_key text not null,
  request_hash text not null,
  at bigint not null,
  outcome text not null,
  primary key (business_id, user_id, idempotency_key)
);
create index kept_outcome_by_age on kept_outcome (business_id, at);

-- Derived: the plan and forecast of the latest event that has been planned.
create table standing (
  business_id text not null,
  kind text not null,
  seq bigint not null,
  made_at bigint not null,
  body text not null,
  primary key (business_id, kind)
);
