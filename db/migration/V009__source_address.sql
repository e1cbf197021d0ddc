-- From where a request came, where the server knows it. Adding the column rewrites no row.
alter table credential_event add column source_address inet;
