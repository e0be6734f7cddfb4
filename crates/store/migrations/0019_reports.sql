-- Status reports of projects, and the links that open one without an account.

create table report (
  business_id text not null,
  id text not null,
  key text not null,
  project_id text not null,
  body text not null,
  written_by text not null,
  written_at bigint not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, key),
  foreign key (business_id, project_id) references project (business_id, id),
  foreign key (business_id, written_by) references member (business_id, id)
);
create index report_of_project on report (business_id, project_id, written_at);

-- A link opens one report. Only the hash of its secret is kept.
create table report_link (
  business_id text not null,
  id text not null,
  key text not null,
  report_id text not null,
  secret_hash text not null,
  -- whom it was mailed to; null for one that was made to be handed over
  email text,
  made_by text not null,
  made_at bigint not null,
  -- when it was ended: it opens nothing any more
  ended_at bigint,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, key),
  unique (business_id, secret_hash),
  foreign key (business_id, report_id) references report (business_id, id),
  foreign key (business_id, made_by) references member (business_id, id)
);
create index report_link_of_report on report_link (business_id, report_id, made_at);
