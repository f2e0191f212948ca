-- Two roles log in for the API. Neither owns anything, and neither can step over row security.
-- Their passwords are no business of a script: the program sets them when it is given them.
do $$
begin
    if not exists (select from pg_roles where rolname = 'safezones_app') then
        create role safezones_app login nosuperuser nobypassrls nocreatedb nocreaterole noinherit;
    end if;
    if not exists (select from pg_roles where rolname = 'safezones_platform') then
        create role safezones_platform login nosuperuser nobypassrls nocreatedb nocreaterole noinherit;
    end if;
end
$$;

-- A statement that takes longer than this has gone wrong: give the connection back.
alter role safezones_app set statement_timeout = '10s';
alter role safezones_app set lock_timeout = '5s';
alter role safezones_app set idle_in_transaction_session_timeout = '15s';
alter role safezones_platform set statement_timeout = '10s';
alter role safezones_platform set lock_timeout = '5s';
alter role safezones_platform set idle_in_transaction_session_timeout = '15s';

revoke all on schema public from public;
grant usage on schema public to safezones_app, safezones_platform;

-- A temporary table would outlive its request on a pooled connection, and hide the real table of that name.
do $$
begin
    execute format('revoke temporary on database %I from public', current_database());
end
$$;
