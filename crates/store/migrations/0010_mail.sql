-- Mail that goes out: one queue for the whole desk, outside any business.

create table mail (
    id text primary key,
    once_key text not null unique, -- what it is about: nothing is ever mailed twice for one key
    desk_id text, -- the business it is sent for; null for what belongs to a person
    to_address text not null,
    subject text not null,
    body text, -- JSON; null once it is sent or given up, since its link opens something
    state text not null, -- 'waiting', 'sending', 'sent' or 'failed'
    attempts bigint not null,
    created_at bigint not null,
    next_at bigint not null, -- not before; while it is being sent, until when that may take
    ended_at bigint,
    fault text -- what the server said last
);
create index mail_by_state on mail (state, next_at, id);
create index mail_by_desk on mail (desk_id, state, created_at);
