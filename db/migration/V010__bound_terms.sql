-- The same hash as in the column hash, but sealed for the history only. It is what remembered_pin gets when the PIN is
-- replaced, so that no table holds an old hash that would verify again if it were put back. Rows from before this version
-- have none; they get one when their PIN is next typed or set.
alter table qr_pin add column remembered_hash text check (length(remembered_hash) between 1 and 512);
