-- An id that looks like a GUID is the same in any case. This function gives every spelling of it the same form, and any
-- other id as it is. The letters A to F have the same lower case in every locale.
create function qrpin_comparable(id text) returns text language sql immutable strict parallel safe as $$
  select case when id collate "C" ~ '^[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}$' then lower(id collate "C") else id end
$$;

create index directory_user_by_id_in_any_case on directory_user (qrpin_comparable(id));
