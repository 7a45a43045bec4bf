-- For wrk: sends the requests of a file in turn, and prints what came of it as one line of JSON.
-- Arguments: the file (a path and a body a line, with a tab between), the API key, and what makes this run's names its own.
local paths, bodies, at, sent, run = {}, {}, 0, 0, ""

function init(args)
  run = args[3]
  wrk.headers["Authorization"] = "Bearer " .. args[2]
  wrk.headers["Content-Type"] = "application/json"
  for line in io.lines(args[1]) do
    local path, body = line:match("^([^\t]*)\t(.*)$")
    paths[#paths + 1] = path
    bodies[#bodies + 1] = body
  end
end

function request()
  at = at % #paths + 1
  local body = bodies[at]
  if body == "" then
    return wrk.format("GET", paths[at])
  end
  sent = sent + 1
  return wrk.format("POST", paths[at], nil, (body:gsub("%%N", run .. "x" .. sent)))
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format('{"requests":%d,"micros":%d,"p50":%d,"p99":%d,"errors":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
