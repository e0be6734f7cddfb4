-- A small desk for the tests of the store.
create table project (
    business_id text not null,
    id text not null,
    name text not null,
    version bigint not null,
    primary key (business_id, id)
);
create table task (
    business_id text not null,
    id text not null,
    key text not null,
    project_id text,
    kind text not null,
    due_on text,
    done_at bigint,
    effort_hours double precision check (effort_hours >= 0),
    milestone boolean not null,
    labels text not null,
    version bigint not null,
    primary key (business_id, id),
    unique (business_id, key),
    foreign key (business_id, project_id) references project (business_id, id)
);
create index task_by_project on task (business_id, project_id);
create table tally (
    business_id text not null,
    number bigint not null,
    primary key (business_id)
);
