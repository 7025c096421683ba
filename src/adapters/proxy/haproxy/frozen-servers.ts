import {checkMark} from './configured-servers.js';

/** How long servers that are all late with their checks count as short of processor time rather than frozen. */
const graceSeconds = 10;

/** Name of the action by which a request waits until a server is up. */
export const awaitServer = 'await_server';
/**
 * HAProxy takes servers out between two looks of this script: with a process that did not run for a while, all at once. Whoever
 * comes before the next look waits for it. A process that another follows counts no servers, and waits for none.
 */
const [awaitMs, awaitStepMs] = [1000, 50];

/** How long a request may wait for a connection. */
export const connectSeconds = 2;

/**
 * What HAProxy's checks alone do not tell. A server that answers requests is alive, however late it answers its checks: on a
 * machine that is short of processor time all servers are late at once, and without any every request would be refused.
 *
 * A server that answers neither is frozen. What waits for it is ended where another server can take it, and HAProxy repeats
 * the reads there. Its own `on-marked-down shutdown-sessions` does so for every cause, and then also ends requests that are
 * just leaving a dead server for the next one: of 500 reads a second up to ten. A request that is ended while it waits for a
 * connection gets no answer at all, so on a server that takes no connections nothing is ended before `timeout connect` is over, and a second more.
 */
export const frozenServersScript = `local answered, down_since = {}, {}

local function look(name, server, serving, now)
  local stats, served = server:get_stats(), serving:get_stats()
  local answers = served.hrsp_1xx + served.hrsp_2xx + served.hrsp_3xx + served.hrsp_4xx
  local last = answered[name]
  if not last or last.answers ~= answers then answered[name] = {answers = answers, at = now} end
  local down = string.find(stats.status, '^DOWN') ~= nil
  down_since[name] = down and (down_since[name] or now) or nil
  local connects = string.find(stats.check_status or '', 'L4TOUT') == nil
  return {
    server = server,
    serving = serving,
    up = string.find(stats.status, '^UP') ~= nil,
    down = down,
    may_wait = down and now - down_since[name] < (connects and 0 or ${connectSeconds + 1}),
    silent = string.find(stats.check_status or '', 'TOUT') ~= nil,
    quiet = now - answered[name].at,
    check = (stats.check_duration or 0) / 1000,
  }
end

local function tell(states)
  local listens = false
  for _, state in ipairs(states) do listens = listens or (state.up and not state.silent) end
  for _, state in ipairs(states) do
    if state.silent and (state.up or state.down) then
      if state.quiet < (listens and state.check or ${graceSeconds}) then state.server:check_force_up()
      elseif state.down and listens and not state.may_wait then state.serving:shut_sess() end
    end
  end
end

core.register_task(function()
  while true do
    local time = core.now()
    for backend_name, backend in pairs(core.backends) do
      -- What a backend of checks says counts for the servers of the backend that takes the requests.
      local own = core.backends[string.match(backend_name, '^[^${checkMark}]*')] or backend
      local states = {}
      for name, server in pairs(backend.servers) do
        local serving = own.servers[name] or server
        table.insert(states, look(backend_name .. '/' .. name, server, serving, time.sec + time.usec / 1e6))
      end
      tell(states)
    end
    core.msleep(100)
  end
end)

core.register_action('${awaitServer}', {'http-req'}, function(txn)
  local tries = ${awaitMs / awaitStepMs}
  while tries > 0 and txn.f:nbsrv() == 0 and txn.f:stopping() == 0 do
    core.msleep(${awaitStepMs})
    tries = tries - 1
  end
end, 0)`;
