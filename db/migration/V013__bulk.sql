-- Runs through lists of workers that a client named by a key. A list that is sent again goes on where it stopped. The
-- digest is of the list's bytes; the list itself is not kept.
create table bulk_run (
  id              uuid        primary key,
  actor_kind      text        not null check (actor_kind in ('user', 'application', 'system')),
  actor_id        text        not null,
  idempotency_key text        not null check (length(idempotency_key) between 1 and 128),
  digest          bytea       not null check (octet_length(digest) = 32),
  used_at         timestamptz not null,
  unique (actor_kind, actor_id, idempotency_key)
);
create index bulk_run_by_use on bulk_run (used_at);

-- The lines that are done. A row is written in the transaction of the change that its line asked for.
create table bulk_line (
  run_id        uuid        not null references bulk_run (id) on delete cascade,
  line_id       text        not null check (length(line_id) between 1 and 128),
  subscriber_id text        not null check (length(subscriber_id) between 1 and 128),
  done_at       timestamptz not null,
  primary key (run_id, line_id)
);

alter table retention_run drop constraint retention_run_task_check;
alter table retention_run add constraint retention_run_task_check check (task in ('people', 'audit', 'bulk'));
insert into retention_run (task) values ('bulk');
