-- The dashboard counts safe zones by area: both sides of that are read from an index alone, in the same order.
create index partnerships_safe_zones on partnerships (tenant_id, venue_id) where status = 'active';
create index venues_and_areas on venues (tenant_id, id) include (area_id);
