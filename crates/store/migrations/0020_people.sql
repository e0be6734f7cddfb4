-- The people side of the desk: questions that somebody owes an answer to, decisions, promises, hand-offs, and the end of
-- an engagement.

-- Something that somebody needs answered. Exactly one member owes the answer (R7).
create table question (
  business_id text not null,
  id text not null,
  key text not null,
  words text not null,
  details text,
  task_id text,
  project_id text,
  operation_id text,
  asker_id text not null,
  stuck boolean not null,
  needed_by bigint,
  asked_at bigint not null,
  owed_by_id text not null,
  owed_since bigint not null,
  due_at bigint not null,
  -- When it goes one step up; null where nobody is above, and once it is closed.
  climbs_at bigint,
  answered_at bigint,
  answered_by_id text,
  answer text,
  kept boolean not null,
  withdrawn_at bigint,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, key),
  foreign key (business_id, task_id) references task (business_id, id),
  foreign key (business_id, project_id) references project (business_id, id),
  foreign key (business_id, operation_id) references operation (business_id, id),
  foreign key (business_id, asker_id) references member (business_id, id),
  foreign key (business_id, owed_by_id) references member (business_id, id)
);
create index question_of_task on question (business_id, task_id);
create index question_to_climb on question (business_id, climbs_at);
create index question_asked on question (business_id, asked_at);

-- With whom a question has been, and why it went on.
create table question_turn (
  business_id text not null,
  id text not null,
  question_id text not null,
  member_id text not null,
  since bigint not null,
  until bigint,
  -- 'climbed', 'passed' or 'answered'; null while it is there.
  ended text,
  words text,
  version bigint not null,
  primary key (business_id, id),
  foreign key (business_id, question_id) references question (business_id, id),
  foreign key (business_id, member_id) references member (business_id, id)
);
create index question_turn_of_question on question_turn (business_id, question_id, since);

-- A choice that a named person makes by a date.
create table decision (
  business_id text not null,
  id text not null,
  key text not null,
  words text not null,
  details text,
  options text not null,
  task_id text,
  project_id text,
  question_id text,
  asker_id text not null,
  decider_id text not null,
  asked_at bigint not null,
  due text not null,
  decided_at bigint,
  decided_by_id text,
  chosen bigint,
  why text,
  withdrawn_at bigint,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, key),
  foreign key (business_id, task_id) references task (business_id, id),
  foreign key (business_id, project_id) references project (business_id, id),
  foreign key (business_id, question_id) references question (business_id, id),
  foreign key (business_id, asker_id) references member (business_id, id),
  foreign key (business_id, decider_id) references member (business_id, id)
);
create index decision_of_decider on decision (business_id, decider_id, due);
create index decision_of_task on decision (business_id, task_id);
