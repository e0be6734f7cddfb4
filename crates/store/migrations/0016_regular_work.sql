-- Regular work: what an operation does otherwise than its rule says, runs made ahead, versions of workflows.

-- Whether its rule makes runs by itself, counts from the run before, or makes none.
alter table operation add column makes text not null default 'by_rule';
alter table operation add column on_holidays text not null default 'keep';
-- Days of the rule, each with the day on which its run happens.
alter table operation add column moved_days text not null default '{}';
-- Days on which it happens beside its rule.
alter table operation add column extra_days text not null default '[]';
alter table operation add column paused_from text;
alter table operation add column paused_until text;
alter table operation add column closed_at bigint;
alter table operation add column workflow_version bigint not null default 1;
-- Up to when its runs have been made.
alter table operation add column made_until bigint;

-- A step that a later version has left out stays for the runs that began with it.
alter table step add column gone boolean not null default false;
-- Checklist, fields, condition, approval and what it starts.
alter table step add column details text not null default '{}';

-- The version of the workflow that the run began with.
alter table run add column workflow_version bigint not null default 1;
alter table run add column due_at bigint;
-- When its last step was done; null while one is open.
alter table run add column done_at bigint;
create index run_of_day on run (business_id, day);
create index run_of_due on run (business_id, due_at);
create index run_of_operation_due on run (business_id, operation_id, due_at);

-- What was filled in and ticked off, whether its condition let it fall away, and how often it was sent back.
alter table run_step add column answers text not null default '{}';
alter table run_step add column ticked text not null default '[]';
alter table run_step add column skipped boolean not null default false;
alter table run_step add column rounds bigint not null default 0;
alter table run_step add column sent_back text;

update run set done_at = (
  select max(run_step.done_at) from run_step where run_step.business_id = run.business_id and run_step.run_id = run.id
)
where (
  select count(*) from run_step
  where run_step.business_id = run.business_id and run_step.run_id = run.id and run_step.done_at is not null
) >= (
  select count(*) from step where step.business_id = run.business_id and step.operation_id = run.operation_id
);

-- A version of a workflow as it was written, with all its steps.
create table workflow_version (
  business_id text not null,
  id text not null,
  operation_id text not null,
  number bigint not null,
  note text not null,
  steps text not null,
  made_at bigint not null,
  by_name text not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, operation_id, number),
  foreign key (business_id, operation_id) references operation (business_id, id)
);
