-- The statements of one right sign-in, in their order; between the fourth and the fifth a server hashes the PIN. They are
-- those of credential/CredentialRows, subscriber/SqlUserDirectory, configuration/MethodConfigurations and
-- attempts/LedgerStore.
\set n random(1, :workers)

select m.subscriber_id, m.id as method_id, m.created_at as method_created_at,
       p.hash, p.generation, p.id as pin_id, p.change_required, p.created_at as pin_created_at,
       p.updated_at as pin_updated_at, p.expires_at as pin_expires_at,
       c.id as code_id, c.kind as code_kind, c.token_digest, c.created_at as code_created_at,
       c.starts_at as code_starts_at, c.expires_at as code_expires_at, c.last_used_at as code_last_used_at,
       c.starts_at <= clock_timestamp() and c.expires_at > clock_timestamp() as code_is_valid,
       c.expires_at <= clock_timestamp() as code_has_expired,
       l.failures, l.total_failures, l.not_before, l.last_used_at, clock_timestamp() as now
  from qr_code_pin_method m
  left join qr_pin p on p.subscriber_id = m.subscriber_id
  left join qr_code c on c.subscriber_id = m.subscriber_id
  join attempt_ledger l on l.subscriber_id = m.subscriber_id
 where c.token_digest = sha256(('w' || :n)::bytea) \gset

select * from directory_user where qrpin_comparable(id) = qrpin_comparable('w' || :n);

select c.enabled, c.pin_length, c.code_lifetime_days, t.excluded, t.target_id, t.target_type, t.registration_required
  from method_configuration c
  left join method_configuration_target t on t.configuration_id = c.id
 where c.id = 'QRCodePin'
 order by t.position;

with mine as (
  select subscriber_id, open_charges
    from attempt_ledger
   where subscriber_id = 'w' || :n
     and failures < 50
     and total_failures + open_charges < 1000
     and not unlock_owed
     and (not_before is null or not_before <= clock_timestamp())
     and (open_charges = 0 or lease_until > clock_timestamp())
     and case when failures < 5 then failures + open_charges < 5 else open_charges = 0 end
     for no key update skip locked
)
update attempt_ledger l
   set open_charges = m.open_charges + 1, lease_until = clock_timestamp() + make_interval(secs => 10)
  from mine m
 where l.subscriber_id = m.subscriber_id
returning l.epoch, l.generation, l.failures, l.failing_since;

with held as (
  select *
    from attempt_ledger
   where subscriber_id = 'w' || :n and epoch = 0 and open_charges > 0 and not unlock_owed
     for no key update
), mine as (
  select subscriber_id, last_used_at from held where lease_until > clock_timestamp()
), used as (
  update qr_code c
     set last_used_at = clock_timestamp()
    from mine m
   where c.id = :code_id::uuid and c.subscriber_id = m.subscriber_id
     and c.starts_at <= clock_timestamp() and c.expires_at > clock_timestamp()
  returning c.subscriber_id, c.last_used_at
), proven as (
  select subscriber_id, last_used_at as used_at from used
), settled as (
  update attempt_ledger l
     set open_charges = open_charges - 1, last_used_at = p.used_at, failures = 0, failing_since = null,
         not_before = null, wrong_tags = '{}', wrong_at = '{}', repeats = 0, repeats_since = null
    from proven p
   where l.subscriber_id = p.subscriber_id
  returning l.subscriber_id
)
insert into credential_event (id, occurred_at, event, subscriber_id, details, actor_kind, actor_id, client_id, request_id)
select (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0')
        || substr(md5(random()::text), 1, 20))::uuid,
       clock_timestamp(), 'SignedIn', subscriber_id, jsonb_build_object('code', :code_id::text), 'application', 'till',
       'till', gen_random_uuid()::text
  from settled
returning occurred_at;
