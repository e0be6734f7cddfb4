-- Terms beyond the rate, people outside the team, what appointments need, and what tasks hand on.

-- What was agreed with a member beside hours and rate. Money lies here and in member.rate: both are shown to few (R17).
create table agreement (
  business_id text not null,
  id text not null,
  member_id text not null,
  piece text,
  retainer_minutes bigint,
  roll_over text,
  notice_days bigint,
  least_months bigint,
  review_weeks bigint,
  response_hours bigint,
  milestones text not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, member_id),
  foreign key (business_id, member_id) references member (business_id, id)
);

-- Whom the owner has named to see rates (R17).
create table rate_viewer (
  business_id text not null,
  id text not null,
  member_id text not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, member_id),
  foreign key (business_id, member_id) references member (business_id, id)
);

-- A person outside the team.
create table contact (
  business_id text not null,
  id text not null,
  key text not null,
  name text not null,
  kind text,
  company text,
  email text,
  phone text,
  note text,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, key)
);

-- A task waits for a contact, until something was delivered.
create table contact_wait (
  business_id text not null,
  id text not null,
  task_id text not null,
  contact_id text not null,
  what text,
  asked_at bigint not null,
  expected text,
  delivered_at bigint,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, task_id, contact_id),
  foreign key (business_id, task_id) references task (business_id, id),
  foreign key (business_id, contact_id) references contact (business_id, id)
);
create index contact_wait_of_contact on contact_wait (business_id, contact_id);

alter table appointment add column place text;
alter table appointment add column note text;
-- What somebody said of an appointment outside their hours; null where they have not.
alter table attendance add column consent text;

-- A contact who is there.
create table appointment_guest (
  business_id text not null,
  id text not null,
  appointment_id text not null,
  contact_id text not null,
  position bigint not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, appointment_id, contact_id),
  foreign key (business_id, appointment_id) references appointment (business_id, id),
  foreign key (business_id, contact_id) references contact (business_id, id)
);
create index appointment_guest_of_contact on appointment_guest (business_id, contact_id);

-- What a task, or a step of a run, hands on.
create table output (
  business_id text not null,
  id text not null,
  task_id text,
  run_id text,
  step_id text,
  name text not null,
  kind text not null,
  body text not null,
  by_name text not null,
  handed_at bigint not null,
  version bigint not null,
  primary key (business_id, id),
  foreign key (business_id, task_id) references task (business_id, id),
  foreign key (business_id, run_id) references run (business_id, id),
  foreign key (business_id, step_id) references step (business_id, id),
  check ((task_id is null) <> (run_id is null)),
  check ((run_id is null) = (step_id is null))
);
create index output_of_task on output (business_id, task_id);
create index output_of_run on output (business_id, run_id);
create index output_of_step on output (business_id, step_id);
