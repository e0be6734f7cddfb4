-- What lies outside any business: people's logins, their keys, and the directory of businesses.
-- Instants are milliseconds since 1970 UTC. Secrets are kept as hashes only.

create table app_user (
    id text primary key,
    email text unique, -- lower-case; null for a member without a login of their own
    name text not null,
    password_hash text,
    created_at bigint not null
);

create table session (
    id_hash text primary key,
    user_id text not null references app_user (id) on delete cascade,
    expires_at bigint not null,
    last_seen_at bigint not null,
    created_at bigint not null,
    agent text
);
create index session_by_user on session (user_id);
create index session_by_expiry on session (expires_at);

create table sign_in_link (
    id_hash text primary key,
    user_id text not null references app_user (id) on delete cascade,
    expires_at bigint not null,
    used_at bigint
);
create index sign_in_link_by_user on sign_in_link (user_id);
create index sign_in_link_by_expiry on sign_in_link (expires_at);

-- One row an attempt, counted to slow down guessing. The subject is an address or a network, as a hash.
create table sign_in_attempt (
    subject text not null,
    at bigint not null
);
create index sign_in_attempt_by_subject on sign_in_attempt (subject, at);
create index sign_in_attempt_by_at on sign_in_attempt (at);

create table business_directory (
    id text primary key,
    key text not null unique,
    name text not null
);

create table access_token (
    id_hash text primary key,
    user_id text not null references app_user (id) on delete cascade,
    business_id text not null references business_directory (id) on delete cascade,
    scope text not null,
    name text not null,
    created_at bigint not null,
    last_used_at bigint,
    ended_at bigint
);
create index access_token_by_user on access_token (user_id);
create index access_token_by_business on access_token (business_id);

-- The number of each business's last event: what the bell compares to find out what it has not heard.
create table last_event (
    business_id text not null,
    number bigint not null,
    primary key (business_id)
);
