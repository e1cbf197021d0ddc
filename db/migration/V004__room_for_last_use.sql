-- Each sign-in writes its code's last use. Where there is room for the new row on the page of the old one, no index
-- changes: none is on that column. Pages that are full already get their room as they are vacuumed.
alter table qr_code set (fillfactor = 70);
