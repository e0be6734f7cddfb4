-- Where a user may look, and links by which somebody takes up a place in a business. A business
-- is a desk here and a member a seat at it: these tables lie outside of any business, and name none of its tables.

-- Which businesses to ask for a user. The member's own row decides; a stale row here opens nothing.
create table belonging (
    user_id text not null references app_user (id) on delete cascade,
    desk_id text not null references business_directory (id) on delete cascade,
    primary key (user_id, desk_id)
);
create index belonging_by_business on belonging (desk_id);

-- Taken up by whoever opens the link first, as the user they are signed in as, or as a new one.
create table invitation (
    id_hash text primary key,
    desk_id text not null references business_directory (id) on delete cascade,
    seat_id text not null,
    expires_at bigint not null,
    used_at bigint
);
create index invitation_by_expiry on invitation (expires_at);
create index invitation_by_business on invitation (desk_id);

-- A link that the program printed for whoever runs it signs in as soon as it is opened. Any other may be opened first by
-- a scanner of mail or a preview of a chat, and shows a button.
alter table sign_in_link add column direct boolean not null default false;
