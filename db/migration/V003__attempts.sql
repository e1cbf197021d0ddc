-- How often a worker was wrong, and what follows from it: one row a subscriber, made with the first method and kept
-- for good. Generation and epoch only grow, so that an attempt which began before a reset, or before the method was
-- deleted and made anew, settles nothing. The columns are told in throttling/AttemptLedger.
create table attempt_ledger (
  subscriber_id  text        primary key check (length(subscriber_id) between 1 and 128),
  generation     integer     not null default 0 check (generation >= 0),
  epoch          bigint      not null default 0 check (epoch >= 0),
  failures       integer     not null default 0 check (failures >= 0),
  failing_since  timestamptz,
  open_charges   integer     not null default 0 check (open_charges >= 0),
  lease_until    timestamptz,
  not_before     timestamptz,
  unlock_owed    boolean     not null default false,
  total_failures integer     not null default 0 check (total_failures >= 0),
  wrong_tags     bytea[]     not null default '{}',
  wrong_at       timestamptz[] not null default '{}',
  repeats        integer     not null default 0 check (repeats >= 0),
  repeats_since  timestamptz,
  last_used_at   timestamptz,
  constraint attempt_ledger_lease_while_open check (open_charges = 0 or lease_until is not null)
) with (fillfactor = 50);
create index attempt_ledger_unlock_owed on attempt_ledger (not_before) where unlock_owed;

insert into attempt_ledger (subscriber_id, generation)
  select m.subscriber_id, coalesce(p.generation, 0)
    from qr_code_pin_method m left join qr_pin p on p.subscriber_id = m.subscriber_id;

-- The method's last use is written with the attempt, so that a sign-in touches one row less.
alter table qr_code_pin_method drop column last_used_at;

-- PINs that a worker had before, as they were stored, so that none is chosen again too soon. It outlives PIN and
-- method.
create table remembered_pin (
  subscriber_id text        not null check (length(subscriber_id) between 1 and 128),
  generation    integer     not null check (generation >= 1),
  pin_id        uuid        not null,
  hash          text        not null check (length(hash) between 1 and 512),
  replaced_at   timestamptz not null,
  primary key (subscriber_id, generation)
);

-- A lock that ends with time is ended by nobody.
alter table credential_event drop constraint credential_event_actor_kind_check;
alter table credential_event add constraint credential_event_actor_kind_check
  check (actor_kind in ('user', 'application', 'system'));
