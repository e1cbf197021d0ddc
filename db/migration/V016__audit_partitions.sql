-- Sign-ins would wait behind a lock that waits behind a dump. The next start tries again.
set local lock_timeout = '3s';

-- The audit trail gets a partition for each month, so that old rows leave with their partition and not one by one. The
-- partition key is the id, which begins with the time (RFC 9562, version 7): the primary key stays as it is and one id
-- exists once in the whole trail. No row is copied and no index is built: the table becomes the first partition, up to
-- the bound that V015 gave it. Its rows are checked first, under a lock that lets sign-ins write.
alter table credential_event validate constraint credential_event_before_partitions;

alter table credential_event rename to credential_event_first;
alter index credential_event_pkey rename to credential_event_first_pkey;
alter index credential_event_by_subscriber rename to credential_event_first_by_subscriber;
alter index credential_event_by_xact rename to credential_event_first_by_xact;
drop trigger credential_event_append_only on credential_event_first;

create table credential_event (like credential_event_first including defaults including constraints)
  partition by range (id);
alter table credential_event drop constraint credential_event_before_partitions;
alter table credential_event add primary key (id);
create index credential_event_by_subscriber on credential_event (subscriber_id, occurred_at);
create index credential_event_by_xact on credential_event (xact, id) where xact > '0';
create trigger credential_event_append_only before update or delete on credential_event
  for each row execute function credential_event_is_append_only();
do $$
begin
  execute format(
    'alter table credential_event attach partition credential_event_first for values from (minvalue) to (%L)',
    (select substring(pg_get_constraintdef(oid) from '''([0-9a-f-]{36})''')
       from pg_constraint
      where conrelid = 'credential_event_first'::regclass and conname = 'credential_event_before_partitions'));
end
$$;
alter table credential_event_first drop constraint credential_event_before_partitions;
-- Servers of the version before go on writing, so their role has its rights at once. It gets no right to choose a row's
-- transaction: a row with another one could hide from a program that copies the trail.
do $$
declare
  granted record;
begin
  for granted in
    select a.grantee::regrole as role, a.privilege_type as allowed
      from pg_class c, aclexplode(c.relacl) as a
     where c.oid = 'credential_event_first'::regclass and a.grantee not in (0, c.relowner)
  loop
    execute format(
      case granted.allowed
        when 'INSERT' then 'grant insert (id, occurred_at, event, subscriber_id, details, actor_kind, actor_id, client_id,'
                           ' request_id, reason, source_address) on credential_event to %2$s'
        else 'grant %1$s on credential_event to %2$s'
      end, granted.allowed, granted.role);
    execute format('revoke all on credential_event_first from %s', granted.role);
  end loop;
end
$$;
-- A row whose month has no partition comes here, because a sign-in must never fail for the lack of one.
create table credential_event_rest partition of credential_event default;

-- The partitions with their bounds; credential_event_first has no lower bound, and credential_event_rest none at all.
create function qrpin_event_partitions(out name regclass, out lower_id uuid, out upper_id uuid) returns setof record
  language sql stable as $$
  select c.oid::regclass,
         substring(pg_get_expr(c.relpartbound, c.oid) from 'FROM \(''([0-9a-f-]{36})''\)')::uuid,
         substring(pg_get_expr(c.relpartbound, c.oid) from 'TO \(''([0-9a-f-]{36})''\)')::uuid
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
   where i.inhparent = 'credential_event'::regclass
$$;

-- Makes the partitions that are missing up to three months from now, and returns how many it made. The application has
-- no right to make a table, so this runs with the rights of the owner. An attached table locks nobody out of the trail
-- but those who write to credential_event_rest. A month that has rows there gets no partition.
create function prepare_event_partitions() returns integer
  language plpgsql security definer set lock_timeout = '1s' as $$
declare
  made      integer := 0;
  starts_at timestamptz;
  ends_at   timestamptz;
  name      text;
begin
  -- Two nodes must not make the same table.
  perform pg_advisory_xact_lock(hashtext('qrpin event partitions'));
  select to_timestamp(('x' || left(replace(max(p.upper_id::text collate "C"), '-', ''), 12))::bit(48)::bigint / 1000)
    into starts_at
    from qrpin_event_partitions() as p;
  starts_at := coalesce(starts_at, date_trunc('month', now() at time zone 'UTC') at time zone 'UTC');
  while starts_at < now() + interval '3 months' loop
    ends_at := (starts_at at time zone 'UTC' + interval '1 month') at time zone 'UTC';
    name := to_char(starts_at at time zone 'UTC', '"credential_event_"YYYY_MM');
    begin
      execute format('create table %I (like credential_event including all)', name);
      execute format('alter table %I add check (xact > ''0'')', name);
      execute format('alter table credential_event attach partition %I for values from (%L) to (%L)',
                     name, qrpin_first_id(starts_at), qrpin_first_id(ends_at));
      made := made + 1;
    exception
      -- A later month would hide that this one is missing.
      when lock_not_available then
        raise warning 'the partition % was not made, and the next call tries again: %', name, sqlerrm;
        return made;
      when check_violation then
        raise warning 'the partition % was not made: %', name, sqlerrm;
    end;
    starts_at := ends_at;
  end loop;
  return made;
end
$$;

-- Events leave when they are old enough: with their whole partition, or one by one from the two partitions that are not
-- of a month, at most so many. Age is counted by the time of the event and by that in its id, so that every event that is
-- younger than "before" by its id is still there. It returns the number of those that left one by one.
create or replace function delete_old_events(kept interval, most integer, record_id uuid) returns integer
  language plpgsql security definer as $$
declare
  patience  text := current_setting('lock_timeout');
  last_kept timestamptz := now() - kept;
  bound     uuid;
  old       record;
  events    bigint;
  young     bigint;
  with_all  bigint := 0;
  deleted   integer := 0;
  gone      integer;
  oldest    uuid;
begin
  if kept < interval '30 days' then
    raise exception 'credential_event is append-only: its rows are kept for 30 days or longer';
  end if;
  bound := qrpin_first_id(last_kept);
  -- The list of a checkpoint holds nothing of interest any more when all its events have left. That is looked for before
  -- any lock, and one run later. An event that is older than the oldest month is in a partition that is not of a month.
  select coalesce(min(p.lower_id::text collate "C"), repeat('0', 32))::uuid into oldest from qrpin_event_partitions() as p;
  update audit_checkpoint c
     set ids = null, digests = null
   where c.sequence in (select s.sequence
                          from audit_checkpoint s
                         where s.ids is not null and s.made_at < last_kept
                         order by s.sequence
                         limit 1000)
     and not exists (select from unnest(c.ids) as i where i >= oldest)
     and not exists (select from credential_event e where e.id = any (c.ids) and e.id < oldest);
  -- A sign-in that writes at this moment waits for a second at most. The next run tries again.
  perform set_config('lock_timeout', '1s', true);
  for old in select p.name from qrpin_event_partitions() as p where p.upper_id <= bound order by p.upper_id loop
    begin
      execute format('lock table %s in share row exclusive mode', old.name);
      execute format('select count(*), count(*) filter (where occurred_at >= $1) from %s', old.name)
        into events, young using last_kept;
      if young = 0 then
        execute format('drop table %s', old.name);
        with_all := with_all + events;
      end if;
    exception when lock_not_available or deadlock_detected then
      raise warning 'the partition % is in use and stays until the next run', old.name;
    end;
  end loop;
  perform set_config('lock_timeout', patience, true);
  -- Not in the function's definition, because there only a superuser may set it.
  perform set_config('qrpin.deletes_old_events', 'on', true);
  for old in select p.name from qrpin_event_partitions() as p where p.lower_id is null loop
    execute format(
      'delete from %1$s where id in (select id from %1$s where id < $1 and occurred_at < $2 order by id limit $3)',
      old.name) using bound, last_kept, most - deleted;
    get diagnostics gone = row_count;
    deleted := deleted + gone;
  end loop;
  perform set_config('qrpin.deletes_old_events', 'off', true);
  if with_all + deleted > 0 then
    insert into credential_event (id, occurred_at, event, details, actor_kind, actor_id, request_id)
      values (record_id, clock_timestamp(), 'RetentionApplied',
              jsonb_build_object(
                'events', (with_all + deleted)::text,
                'before', to_char(last_kept at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')),
              'system', 'qrpin', 'none');
  end if;
  return deleted;
end
$$;
revoke execute on function prepare_event_partitions() from public;
-- A function that runs with the rights of its owner must not find the tables of its caller.
do $$
begin
  execute format('alter function delete_old_events(interval, integer, uuid) set search_path = %I, pg_temp',
                 current_schema());
  execute format('alter function prepare_event_partitions() set search_path = %I, pg_temp', current_schema());
end
$$;
select prepare_event_partitions();
