-- SPDX-FileCopyrightText: 2026 The Holdpoint authors
-- SPDX-License-Identifier: Apache-2.0
--
-- wrk script: tools/call requests of 314 bytes, no two alike, spread over a number of sessions.
--   wrk ... -s call.lua URL -- SESSIONS TOKEN TAG [MCP-SESSION-ID,...]

local heads = {}
local sent = 0
local tag

local BODY = '{"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"echo","arguments":'
  .. '{"message":"%s-%08d","note":"%s"}}}'
local SIZE = 314

local function body(number)
  local bare = string.format(BODY, number, tag, number, "")
  return string.format(BODY, number, tag, number, string.rep("x", SIZE - #bare))
end

function init(args)
  local sessions = tonumber(args[1])
  tag = args[3]
  local ids = {}
  for id in string.gmatch(args[4] or "", "[^,]+") do
    ids[#ids + 1] = id ~= "-" and "Mcp-Session-Id: " .. id .. "\r\n" or ""
  end
  for i = 1, sessions do
    heads[i] = "POST " .. wrk.path .. " HTTP/1.1\r\n"
      .. "Host: " .. wrk.host .. ":" .. wrk.port .. "\r\n"
      .. "Content-Type: application/json\r\n"
      .. "Accept: application/json, text/event-stream\r\n"
      .. "MCP-Protocol-Version: 2025-11-25\r\n"
      .. "Authorization: Bearer " .. args[2] .. "\r\n"
      .. "baggage: holdpoint.session=" .. tag .. "-" .. i .. "\r\n"
      .. (ids[i] or "")
      .. "Content-Length: " .. SIZE .. "\r\n\r\n"
  end
end

function request()
  sent = sent + 1
  return heads[sent % #heads + 1] .. body(sent)
end

-- One line for the shell: requests, microseconds, p50, p99, errors.
function done(summary, latency)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99),
    e.connect + e.read + e.write + e.status + e.timeout))
end
