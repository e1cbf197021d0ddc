-- A badge is found by the digest of its secret: its number holds no id. Badges of the first form are found in the same way.
create unique index qr_code_by_digest on qr_code (token_digest);
