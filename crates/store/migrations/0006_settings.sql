-- Settings: of people (sessions, tokens, preferences), of invitations, and of the days on which nobody works.

-- The address of the network from which a session was last used.
alter table session add column place text;

-- A token may end by itself.
alter table access_token add column expires_at bigint;

-- Invitations are listed, by who they are for and when they were made, and can be taken back.
alter table invitation add column created_at bigint;
alter table invitation add column ended_at bigint;

-- What a person wants of the desk, in whichever business. Minutes are those of a local day.
create table preference (
    user_id text primary key references app_user (id) on delete cascade,
    locale text, -- BCP 47; null for the browser's or English
    week_begins text, -- 'mon', 'sun' or 'sat'; null for what the locale has
    digest_minute bigint, -- null for no digest
    quiet_from bigint,
    quiet_until bigint,
    immediate text not null -- JSON list of what comes at once
);

-- A closure holds for everybody; any other closed day holds for whoever has no holidays of a region of their own.
alter table holiday add column closure boolean not null default false;

-- The holidays of a place, as a calendar brought them.
create table region (
  business_id text not null,
  id text not null,
  key text not null,
  name text not null,
  days text not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, key)
);

-- Whose holidays they are: a member's, or the business's where there is no member.
create table observance (
  business_id text not null,
  id text not null,
  region_id text not null,
  member_id text,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, member_id),
  foreign key (business_id, region_id) references region (business_id, id),
  foreign key (business_id, member_id) references member (business_id, id)
);
create index observance_of_region on observance (business_id, region_id);

-- A business that only demonstrates. It can be removed as one.
alter table business_directory add column demonstrates text; -- the user for whom it was loaded
