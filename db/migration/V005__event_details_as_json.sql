-- Details of events become JSON objects whose values are strings, with the keys that new rows have. Text of an unknown
-- form is kept under the key "text". Event names stay as they are. Changing the column's type rewrites the table and
-- fires no trigger on rows, so the trail stays append-only.
create function qrpin_configuration_json(configuration text) returns jsonb language sql immutable as $$
  select jsonb_build_object(
           'enabled', part[1], 'pinLengthDigits', part[2], 'codeLifetimeDays', part[3],
           'include', qrpin_targets.included, 'exclude', qrpin_targets.excluded)
    from regexp_match(configuration,
           '^MethodConfiguration\[enabled=(true|false), pinLengthDigits=(\d+), codeLifetimeDays=(\d+), include=\[(.*)\], exclude=\[(.*)\]\]$')
           as part,
         lateral (
           select lists[1] as included, lists[2] as excluded
             from (select array_agg(
                            regexp_replace(
                              regexp_replace(
                                regexp_replace(
                                  regexp_replace(list, 'Target\[type=USER, id=', 'user:', 'g'),
                                  'Target\[type=GROUP, id=', 'group:', 'g'),
                                ', registrationRequired=false\]', '', 'g'),
                              ', registrationRequired=true\]', ' (registrationRequired)', 'g')
                            order by number) as lists
                     from unnest(part[4:5]) with ordinality as l (list, number)) as a) as qrpin_targets
   where part is not null
$$;

create function qrpin_change_json(before jsonb, after jsonb) returns jsonb language sql immutable as $$
  select jsonb_object_agg(c.key || '.' || c.side, c.value)
    from (select b.key, 'before' as side, b.value
            from jsonb_each_text(before) b join jsonb_each_text(after) a on a.key = b.key and a.value <> b.value
          union all
          select a.key, 'after', a.value
            from jsonb_each_text(after) a join jsonb_each_text(before) b on a.key = b.key and a.value <> b.value) as c
$$;

create function qrpin_details_json(event text, details text) returns jsonb language sql immutable as $$
  select coalesce(
    case
      when details is null then null
      when event in ('SignedIn', 'QrCodeIssued', 'QrCodeRevoked') then
        (select jsonb_build_object('code', m[1]) from regexp_match(details, '^code (\S+)$') m where m is not null)
      when event = 'QrCodeExtended' then
        (select jsonb_build_object('code', m[1], 'until', m[2])
           from regexp_match(details, '^code (\S+) until (\S+)$') m where m is not null)
      when event = 'SignInLocked' then
        (select jsonb_build_object('until', m[1]) from regexp_match(details, '^until (\S+)$') m where m is not null)
      when event = 'SignInUnlocked' then
        (select jsonb_build_object('by', m[1]) from regexp_match(details, '^by (time|reset)$') m where m is not null)
      when event = 'PinOftenGuessed' then
        (select jsonb_build_object('totalFailures', m[1])
           from regexp_match(details, '^(\d+) wrong$') m where m is not null)
      when event = 'SignInRefused' and details like 'never settled: %' then
        (select jsonb_build_object('reason', 'neverSettled', 'failures', m[1])
           from regexp_match(details, '^never settled: (\d+)$') m where m is not null)
      when event = 'SignInRefused' then
        (select jsonb_build_object('reason', r.code,
                                   'failures', case when details = r.text then '1' else '0' end)
           from (values ('wrong PIN', 'wrongPin'),
                        ('the directory does not know the user', 'unknownUser'),
                        ('the method is not for the user', 'notPermitted'),
                        ('no PIN', 'noPin'),
                        ('the temporary PIN has expired', 'pinExpired'),
                        ('the badge ended, or the PIN was set anew, meanwhile', 'proofVoid')) as r (text, code)
          where details in (r.text, r.text || ', again'))
      when event = 'ConfigurationChanged' then
        (select qrpin_change_json(qrpin_configuration_json(m[1]), qrpin_configuration_json(m[2]))
           from regexp_match(details, '^from (MethodConfiguration\[.*\]) to (MethodConfiguration\[.*\])$') m
          where m is not null)
    end,
    case when details is not null then jsonb_build_object('text', details) end)
$$;

alter table credential_event alter column details type jsonb using qrpin_details_json(event, details);

drop function qrpin_details_json(text, text);
drop function qrpin_change_json(jsonb, jsonb);
drop function qrpin_configuration_json(text);
