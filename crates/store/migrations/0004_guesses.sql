-- What a board does not say is guessed until somebody confirms it.

-- The effort of a task is a guess: a default of its list or label.
alter table task add column guessed boolean not null default false;

-- Something that was offered for a project and not wanted: `kind` is what sort of offer, `subject` what it was about.
create table dismissal (
  business_id text not null,
  id text not null,
  project_id text not null,
  kind text not null,
  subject text not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, project_id, kind, subject),
  foreign key (business_id, project_id) references project (business_id, id)
);

-- An event that was taken back along with an earlier one, by the event of that number.
create table taken_back (
  business_id text not null,
  seq bigint not null,
  by_seq bigint not null,
  primary key (business_id, seq),
  foreign key (business_id, seq) references event (business_id, seq)
);
create index taken_back_by on taken_back (business_id, by_seq);
