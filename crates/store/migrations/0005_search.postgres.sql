-- Every word begins with the business it belongs to, so that the index is by business first.
create sequence search_place;
alter table search_entry add column words tsvector not null default '';
create index search_entry_words on search_entry using gin (words);
