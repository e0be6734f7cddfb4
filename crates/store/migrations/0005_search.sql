-- Derived: the index of words. One row for each thing that can be found; the words themselves are where the engine
-- keeps them. `place` grows with every change of the index, so that what was touched last is found first.
create table search_entry (
  business_id text not null,
  thing text not null,
  thing_id text not null,
  place bigint not null,
  due text,
  primary key (business_id, thing, thing_id)
);
create unique index search_entry_by_place on search_entry (business_id, place);

-- The index of a business is complete as of this form of it; without a row it is made at the next change or search.
create table search_state (
  business_id text not null,
  form bigint not null,
  primary key (business_id)
);

-- A list with its filters and order under a name, for whoever kept it or for everybody.
create table saved_view (
  business_id text not null,
  id text not null,
  key text not null,
  member_id text not null,
  name text not null,
  page text not null,
  query text not null,
  shared boolean not null,
  position bigint not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, key),
  foreign key (business_id, member_id) references member (business_id, id)
);
create index saved_view_of_member on saved_view (business_id, member_id);

-- What a change belongs to where it is of something that hangs on another: the history of a task is also that of its
-- comments. Older changes do not say it.
alter table change add column about text;
create index change_about on change (business_id, about, seq) where about is not null;
