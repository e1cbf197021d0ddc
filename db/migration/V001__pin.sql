-- The directory that ships with qrpin. Whoever has one of their own points qrpin.directory.* at it
-- and leaves this table empty.
create table directory_user (
  id                  text primary key check (length(id) between 1 and 128),
  user_principal_name text not null    check (length(user_principal_name) between 1 and 256),
  display_name        text,
  employee_number     text,
  phone               text,
  birth_date          date,
  groups              text[] not null default '{}'
);
create unique index directory_user_by_name on directory_user (lower(user_principal_name));

-- What a subscriber has, as a whole: PIN and codes hang on this row, and whoever changes one of them
-- locks it first.
create table qr_code_pin_method (
  subscriber_id text        primary key check (length(subscriber_id) between 1 and 128),
  id            uuid        not null unique,
  created_at    timestamptz not null
);

-- One PIN a subscriber, and none without a method. The hash is the wrapped form that pin/PinHash describes.
create table qr_pin (
  subscriber_id   text        primary key references qr_code_pin_method on delete cascade,
  id              uuid        not null unique,
  hash            text        not null check (length(hash) between 1 and 512),
  generation      integer     not null check (generation >= 1),
  change_required boolean     not null,
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  expires_at      timestamptz,
  constraint qr_pin_updated_after_created check (updated_at >= created_at),
  constraint qr_pin_expires_after_updated check (expires_at > updated_at),
  constraint qr_pin_expires_while_temporary check (expires_at is null or change_required)
);
create index qr_pin_by_expiry on qr_pin (expires_at) where expires_at is not null;

-- What happened to credentials. Rows are added; the trigger refuses everything else.
create table credential_event (
  id            uuid        primary key,
  occurred_at   timestamptz not null,
  event         text        not null,
  subscriber_id text        not null,
  actor_kind    text        not null check (actor_kind in ('user', 'application')),
  actor_id      text        not null,
  client_id     text,
  request_id    text        not null,
  reason        text
);
create index credential_event_by_subscriber on credential_event (subscriber_id, occurred_at);

create function credential_event_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'credential_event is append-only';
end
$$;
create trigger credential_event_append_only before update or delete on credential_event
  for each row execute function credential_event_is_append_only();
