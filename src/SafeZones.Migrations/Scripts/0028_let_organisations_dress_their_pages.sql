-- Where an integrator hosts its own pages ours are switched off, and links lead to theirs. Else ours wear the organisation's colour
-- and sign; the sign is an SVG of which nothing is left that runs or loads.
alter table organisations
    add column hosted_pages boolean not null default true,
    add column links_url text,
    add column brand_colour text,
    add column logo text;
