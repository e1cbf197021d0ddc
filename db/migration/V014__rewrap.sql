-- The node that seals the hashes anew after another wrap key has become active, and the key: that of the server that started
-- last. Which hashes are left, the hashes themselves say. One node holds the run, until its lease ends.
create table rewrap_run (
  id          boolean     primary key default true check (id),
  key_id      text        not null default '',
  due_at      timestamptz not null default now(),
  holder      uuid,
  lease_until timestamptz not null default now()
);
insert into rewrap_run default values;
