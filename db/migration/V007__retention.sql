-- When the ledger last began anew. With the last use, the last failure and the last charge it says when a person was
-- last seen. Rows from before count from now on. Adding the column rewrites no row.
alter table attempt_ledger add column reset_at timestamptz not null default now();

-- The highest generation and epoch of all ledgers that were deleted. A new ledger begins above them, so that a person
-- whose ledger was deleted never has a generation or an epoch again. It holds numbers and no names.
create table attempt_floor (
  id         boolean primary key default true check (id),
  generation integer not null check (generation >= 0),
  epoch      bigint  not null check (epoch >= 0)
);
insert into attempt_floor (generation, epoch) values (0, 0);

-- Volatile functions, because they see what was committed after the calling statement began: a reset that waited for
-- the deletion of a ledger begins above it.
create function attempt_floor_generation() returns integer language sql volatile
  as 'select generation from attempt_floor';
create function attempt_floor_epoch() returns bigint language sql volatile
  as 'select epoch from attempt_floor';

-- Where a run of the retention is. One node holds a task, until its lease ends.
create table retention_run (
  task        text        primary key check (task in ('people', 'audit')),
  due_at      timestamptz not null default now(),
  position    text        not null default '',
  holder      uuid,
  lease_until timestamptz not null default now()
);
insert into retention_run (task) values ('people'), ('audit');

-- The trail stays append-only, with one path for its retention: within delete_old_events, rows that are older than 30
-- days can be deleted.
create or replace function credential_event_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('qrpin.deletes_old_events', true) = 'on' then
    if old.occurred_at < now() - interval '30 days' then
      return old;
    end if;
  end if;
  raise exception 'credential_event is append-only';
end
$$;

-- Deletes the oldest events, at most so many, and records that in the trail. It runs with the rights of the owner, so
-- that the application needs no right to delete. Ids begin with the time (RFC 9562, version 7) of a clock that may be up
-- to a day off, so the primary key finds the oldest rows.
create function delete_old_events(kept interval, most integer, record_id uuid) returns integer
  language plpgsql security definer as $$
declare
  last_kept timestamptz := now() - kept;
  bound     uuid := (lpad(to_hex((extract(epoch from last_kept + interval '1 day') * 1000)::bigint), 12, '0')
                     || repeat('0', 20))::uuid;
  deleted   integer;
begin
  -- Not in the function's definition, because there only a superuser may set it.
  perform set_config('qrpin.deletes_old_events', 'on', true);
  delete from credential_event
   where id in (select id
                  from credential_event
                 where id < bound and occurred_at < last_kept
                 order by id
                 limit most);
  get diagnostics deleted = row_count;
  perform set_config('qrpin.deletes_old_events', 'off', true);
  if deleted > 0 then
    insert into credential_event (id, occurred_at, event, details, actor_kind, actor_id, request_id)
      values (record_id, clock_timestamp(), 'RetentionApplied', jsonb_build_object('events', deleted::text),
              'system', 'qrpin', 'none');
  end if;
  return deleted;
end
$$;
revoke execute on function delete_old_events(interval, integer, uuid) from public;

-- A function that runs with the rights of its owner must not find the tables of its caller.
do $$
begin
  execute format('alter function delete_old_events(interval, integer, uuid) set search_path = %I, pg_temp',
                 current_schema());
end
$$;
