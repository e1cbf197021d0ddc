-- The rights of the runtime role on qrpin's tables. It owns none, so it cannot truncate the audit trail or
-- disable its triggers. qrpin runs this file after it has migrated, for the role of jdbc/qrpin. If a DBA applies the
-- migrations, the owner of the tables runs it afterwards, each time:
--   PGOPTIONS='-c qrpin.runtime_role=qrpin' psql qrpin -f db/grants.sql
do $$
declare
  runtime constant text := coalesce(nullif(current_setting('qrpin.runtime_role', true), ''), 'qrpin');
  allowed record;
begin
  -- Two nodes that start at once must not grant at once.
  perform pg_advisory_xact_lock(hashtext('qrpin grants'));
  -- A server of the version before grants more. An owner keeps its own rights.
  if not pg_has_role(runtime, (select relowner from pg_class where oid = to_regclass('credential_event')), 'usage') then
    execute format('revoke insert on credential_event from %I', runtime);
  end if;
  for allowed in
    select *
      from (values
        -- Not the transaction: a row with another one could hide from a program that copies the trail.
        ('credential_event', 'select, insert (id, occurred_at, event, subscriber_id, details, actor_kind, actor_id,'
          ' client_id, request_id, reason, source_address)'),
        ('audit_checkpoint', 'select, insert'),
        ('qr_code_pin_method', 'select, insert, update, delete'),
        ('qr_pin', 'select, insert, update, delete'),
        ('qr_code', 'select, insert, update, delete'),
        ('remembered_pin', 'select, insert, delete, update (hash)'),
        ('rewrap_run', 'select, update'),
        ('attempt_ledger', 'select, insert, update, delete'),
        ('attempt_floor', 'select, update'),
        ('retention_run', 'select, update'),
        ('bulk_run', 'select, insert, update, delete'),
        ('bulk_line', 'select, insert, delete'),
        ('method_configuration', 'select, insert, update, delete'),
        ('method_configuration_target', 'select, insert, delete'),
        ('directory_user', 'select'),
        ('qrpin_schema_history', 'select')) as t (name, rights)
  loop
    if to_regclass(allowed.name) is not null then
      execute format('grant %s on %I to %I', allowed.rights, allowed.name, runtime);
    end if;
  end loop;
  execute format('grant execute on function prepare_event_partitions() to %I', runtime);
  execute format('grant execute on function delete_old_events(interval, integer, uuid) to %I', runtime);
end
$$;
