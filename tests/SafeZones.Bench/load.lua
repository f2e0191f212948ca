-- The load of every scenario, for wrk: wrk … -s load.lua URL -- SCENARIO LOAD_FILE ROUND CODES_FILE
-- Requests that do not change are put together before the clock starts, so that the generator takes as little of the
-- shared cores as it can. `done` prints one line that the benchmark reads.

local tokens, venues, codes, requests = {}, {}, {}, {}
local scenario, round, count, next_request = nil, nil, 0, nil

-- Around the centre of the seed, within the 2 km in which its venues lie.
local function position()
  return 21.0285 + (math.random() - 0.5) * 0.03, 105.8542 + (math.random() - 0.5) * 0.03
end

local function get(path, token)
  return wrk.format("GET", path, { Authorization = "Bearer " .. token })
end

local function any() return requests[math.random(#requests)] end

local function venue(number)
  return string.format(
    '{"name":{"vi":"Quán Ăn Mới %s","en":"New Diner %s"},"category":"restaurant",' ..
    '"address":{"street":"%d Phố Mới","locality":"Hà Nội"},"point":{"latitude":%.6f,"longitude":%.6f},' ..
    '"opening_hours":"Mo-Su 07:00-22:30","languages":["vi","en"],"offers":["phone_charging","quiet_room"],' ..
    '"staff_count":{"n":12,"managers":2,"as_of":"2025-12-01","declared_by":"venue"},"visibility":"public"}',
    number, number, math.random(200), position())
end

-- A write carries a key that nobody has used.
local function post(path, body, token)
  count = count + 1
  return wrk.format("POST", path, {
    Authorization = "Bearer " .. (token or tokens[math.random(#tokens)]),
    ["Content-Type"] = "application/json",
    ["Idempotency-Key"] = round .. "-" .. count,
  }, body)
end

local scenarios = {
  venue_by_id = function()
    for i, token in ipairs(tokens) do
      for id in venues[i]:gmatch("%S+") do requests[#requests + 1] = get("/v1/venues/" .. id, token) end
    end
    return any
  end,
  list_50 = function()
    for _, token in ipairs(tokens) do requests[#requests + 1] = get("/v1/venues?limit=50", token) end
    return any
  end,
  near = function()
    for _, token in ipairs(tokens) do
      for _ = 1, 20 do
        requests[#requests + 1] =
          get(string.format("/v1/venues?near=%.6f,%.6f&radius_m=1000&limit=20", position()), token)
      end
    end
    return any
  end,
  -- A passer-by has no token.
  verify = function()
    for _, code in ipairs(codes) do requests[#requests + 1] = wrk.format("GET", "/v1/public/verify/" .. code) end
    return any
  end,
  -- The first thousand stickers: the pages of those are made before.
  sticker_page = function()
    for i = 1, 1000 do requests[#requests + 1] = wrk.format("GET", "/s/" .. codes[i]) end
    return any
  end,
  create_venue = function()
    return function() return post("/v1/venues", venue(string.format("%06d", math.random(999999)))) end
  end,
  -- In the benchmark's data a venue and its partnership have one id.
  log_intervention = function()
    local told = {}
    for i, token in ipairs(tokens) do
      for id in venues[i]:gmatch("%S+") do told[#told + 1] = { id, token } end
    end
    return function()
      local one = told[math.random(#told)]
      return post("/v1/interventions", '{"partnership_id":"' .. one[1] .. '","report":{"occurred_on":"2026-11-01",' ..
        '"part_of_day":"night","setting":"inside","channel":"phone","reporter_role":"venue_staff",' ..
        '"incident_types":["unwanted_contact_requests","threat"],"asked_by_codeword":true,' ..
        '"actions":["gave_safe_place","called_taxi"],"people_helped":1,"outcomes":["left_by_transport"]}}', one[2])
    end
  end,
  bulk_load = function()
    return function()
      local items = {}
      for i = 1, 100 do items[i] = venue(string.format("%06d", math.random(999999))) end
      return post("/v1/venues/batch", '{"items":[' .. table.concat(items, ",") .. "]}")
    end
  end,
}

local threads = 0
function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(args)
  scenario, round = args[1], args[3] .. "-" .. number
  math.randomseed(os.time() + number)
  for line in io.lines(args[2]) do
    tokens[#tokens + 1], venues[#venues + 1] = line:match("^(%S+) (.*)$")
  end
  for code in io.lines(args[4]) do codes[#codes + 1] = code end
  next_request = scenarios[scenario]()
end

function request() return next_request() end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("bench %.1f %.3f %.3f %d\n",
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
