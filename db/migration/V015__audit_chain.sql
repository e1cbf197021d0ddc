-- Sign-ins would wait behind a lock that waits behind a dump. The next start tries again.
set local lock_timeout = '3s';

-- The transaction that wrote a row. A reader who takes only rows of transactions that are older than every open one
-- misses no row, however late it commits. Rows from before have 0: a constant default rewrites no row, and the default
-- of new rows is set after it.
alter table credential_event add column xact xid8 not null default '0';
alter table credential_event alter column xact set default pg_current_xact_id();
-- The old rows are not in it, so that it is made without a sort. They are read in the order of their ids.
create index credential_event_by_xact on credential_event (xact, id) where xact > '0';

-- The chain over the rows. Each checkpoint lists the rows that follow those of the last one, with the digest of each; its
-- statement names the digest of the list and that of the last statement, and is signed. The sequence is the key, so that
-- of two nodes that continue the chain at once only one does. The list leaves when its rows have left.
create table audit_checkpoint (
  sequence  bigint      primary key check (sequence >= 1),
  made_at   timestamptz not null,
  last_xact xid8        not null,
  last_id   uuid        not null,
  ids       uuid[],
  digests   bytea,
  statement text        not null,
  signature bytea       not null,
  constraint audit_checkpoint_digest_each check (octet_length(digests) = 32 * cardinality(ids)),
  constraint audit_checkpoint_list_whole check ((ids is null) = (digests is null))
);

-- V016 makes the table a partition. It is checked here already that its rows fit, because checking takes its time and
-- V016 must not hold a lock meanwhile. Ids begin with the time (RFC 9562, version 7), so the bound on ids is the beginning
-- of the month after next; new rows keep it until V016 runs.
create function qrpin_first_id(at timestamptz) returns uuid language sql immutable strict parallel safe as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;
do $$
begin
  execute format(
    'alter table credential_event add constraint credential_event_before_partitions check (id < %L) not valid',
    -- A clock may have been wrong once: the bound is above every id that is there.
    greatest(
      qrpin_first_id((date_trunc('month', now() at time zone 'UTC') + interval '2 months') at time zone 'UTC'),
      (select qrpin_first_id((date_trunc('month', to_timestamp(
                ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000) at time zone 'UTC')
              + interval '1 month') at time zone 'UTC')
         from credential_event
        order by id desc
        limit 1)));
end
$$;
