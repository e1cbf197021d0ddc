-- A badge's code: at most one standard and one temporary one a subscriber. The secret in it is kept as a SHA-256
-- digest only. An expired code stays until it is replaced or deleted.
create table qr_code (
  id            uuid        primary key,
  subscriber_id text        not null references qr_code_pin_method on delete cascade,
  kind          text        not null check (kind in ('standard', 'temporary')),
  token_digest  bytea       not null check (length(token_digest) = 32),
  created_at    timestamptz not null,
  starts_at     timestamptz not null,
  expires_at    timestamptz not null,
  last_used_at  timestamptz,
  constraint qr_code_one_of_a_kind unique (subscriber_id, kind),
  constraint qr_code_expires_after_start check (expires_at > starts_at)
);
create index qr_code_by_expiry on qr_code (expires_at, id);

alter table qr_code_pin_method add column last_used_at timestamptz;

-- What the method's configuration says where it differs from the defaults: no row, or one.
create table method_configuration (
  id                 text    primary key check (id = 'QRCodePin'),
  enabled            boolean not null,
  pin_length         integer not null check (pin_length between 8 and 20),
  code_lifetime_days integer not null check (code_lifetime_days between 1 and 395)
);

create table method_configuration_target (
  configuration_id       text    not null references method_configuration on delete cascade,
  excluded               boolean not null,
  position               integer not null check (position >= 0),
  target_id              text    not null check (length(target_id) between 1 and 128),
  target_type            text    not null check (target_type in ('user', 'group')),
  registration_required  boolean not null,
  primary key (configuration_id, excluded, position)
);

-- What was changed, for the events that have no subscriber: old and new values of the configuration.
alter table credential_event alter column subscriber_id drop not null;
alter table credential_event add column details text;
