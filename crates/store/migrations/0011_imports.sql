-- What somebody said that the columns of a table are: the next table of the same columns is read alike.
create table import_mapping (
  business_id text not null,
  id text not null,
  kind text not null,
  header_print text not null,
  said text not null,
  version bigint not null,
  primary key (business_id, id),
  unique (business_id, kind, header_print)
);
