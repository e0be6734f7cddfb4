-- What forecasts learn from, and what they have said.

-- Time off that nobody knew of a few days before.
alter table absence add column unplanned boolean not null default false;

-- Work that has begun: when, as far as that is known, and what it was estimated at then.
create table task_begun (
  business_id text not null,
  task_id text not null,
  at bigint,
  estimate_minutes bigint,
  primary key (business_id, task_id),
  foreign key (business_id, task_id) references task (business_id, id) on delete cascade
);
create index task_begun_by_age on task_begun (business_id, at);

-- The latest finished work is what forecasts learn from.
create index task_by_end on task (business_id, done_at);
create index run_step_by_end on run_step (business_id, done_at);

-- Forecasts as they were shown, one a day and thing at most. A step of a run is named as in plans.
create table forecast_kept (
  business_id text not null,
  thing text not null,
  thing_key text not null,
  day text not null,
  made_at bigint not null,
  p10 bigint not null,
  p50 bigint not null,
  p80 bigint not null,
  p90 bigint not null,
  due bigint,
  on_time double precision,
  primary key (business_id, thing, thing_key, day),
  check (thing in ('project', 'task', 'step'))
);
create index forecast_kept_by_day on forecast_kept (business_id, day);
