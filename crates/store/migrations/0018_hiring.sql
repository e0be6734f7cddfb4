-- Looking for somebody: roles that are open, candidates by stage, what was predicted of a hire, and what the advisor takes for
-- granted otherwise than the house. All of it is shown to the owner and whom the owner names (R17).

-- A role that somebody is looked for: its brief, as it is sent.
create table opening (
  business_id text not null,
  id text not null,
  key text not null,
  name text not null,
  role text not null,
  skill text,
  minutes_per_week bigint not null,
  months bigint,
  scope text not null,
  needs text not null,
  trial text,
  predicted text not null,
  link text,
  opened_at bigint not null,
  closed_at bigint,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, key)
);

create table candidate (
  business_id text not null,
  id text not null,
  key text not null,
  opening_id text not null,
  name text not null,
  email text,
  stage text not null,
  background text,
  certifications text not null,
  vouched text,
  hourly double precision,
  available text,
  trial_pay double precision,
  trial_due text,
  trial_result text,
  notes text not null,
  position bigint not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, key),
  foreign key (business_id, opening_id) references opening (business_id, id)
);
create index candidate_of_opening on candidate (business_id, opening_id);

-- Somebody who was hired, with what the advisor said would come of it.
create table hiring (
  business_id text not null,
  id text not null,
  member_id text not null,
  role text not null,
  started text not null,
  predicted text not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, member_id),
  foreign key (business_id, member_id) references member (business_id, id)
);

-- A staffing of the owner's own, tried beside those that are always tried.
create table staffing (
  business_id text not null,
  id text not null,
  places text not null,
  position bigint not null,
  version bigint not null,
  primary key (business_id, id)
);

-- A number that the owner takes for granted otherwise than the house.
create table assumption (
  business_id text not null,
  id text not null,
  name text not null,
  value double precision not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, name)
);
