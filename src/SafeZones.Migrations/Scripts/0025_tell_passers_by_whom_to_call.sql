-- Whom a passer-by may call, and whether the codeword may be told to everybody.
alter table programmes
    add column hotline text,
    add column codeword_is_public boolean not null default false;

-- The sticker's page and the offline pack say both.
grant select (hotline, codeword_is_public) on programmes to safezones_platform;
