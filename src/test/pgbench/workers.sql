-- Workers for sign-in.sql, in an empty database with the schema of db/migration. A badge's secret is the worker's id.
insert into directory_user (id, user_principal_name, groups)
  select 'w' || n, 'w' || n || '@contoso.example', '{shop}' from generate_series(1, :workers) n;
insert into qr_code_pin_method (subscriber_id, id, created_at)
  select 'w' || n, gen_random_uuid(), now() from generate_series(1, :workers) n;
insert into attempt_ledger (subscriber_id, generation) select 'w' || n, 1 from generate_series(1, :workers) n;
insert into qr_pin (subscriber_id, id, hash, generation, change_required, created_at, updated_at)
  select 'w' || n, gen_random_uuid(), repeat('x', 160), 1, false, now(), now() from generate_series(1, :workers) n;
insert into qr_code (id, subscriber_id, kind, token_digest, created_at, starts_at, expires_at)
  select gen_random_uuid(), 'w' || n, 'standard', sha256(('w' || n)::bytea), now(), now(), now() + interval '1 year'
    from generate_series(1, :workers) n;
insert into method_configuration values ('QRCodePin', true, 8, 365);
insert into method_configuration_target values ('QRCodePin', false, 0, 'all_users', 'group', false);
vacuum analyze;
checkpoint;
