-- What a venue did by a link is in its history; the link itself is of no use half a year after it was used, revoked or ran out.
-- Housekeeping removes such links in every partition, with their secrets, and can see nothing younger.
create policy housekeeping_sees on action_links for select to safezones_platform
    using (coalesce(used_at, revoked_at, expires_at) < now() - interval '180 days');
create policy housekeeping_deletes on action_links for delete to safezones_platform
    using (coalesce(used_at, revoked_at, expires_at) < now() - interval '180 days');

create index action_links_by_end on action_links ((coalesce(used_at, revoked_at, expires_at)));
create index action_link_tokens_by_link on action_link_tokens (action_link_id);
grant delete on action_links, action_link_tokens to safezones_platform;
