import type {ProxyContainer} from './container.js';
import {layout} from './layout.js';

const refused = 93;

/**
 * A client for the balancer's own sockets, where nothing but the engine of the node can be reached. The image has no program that
 * speaks unix sockets, but HAProxy's Lua does: a second HAProxy asks, prints the answer and ends.
 */
export const askConfiguration = [
  'global',
  // It would otherwise make room for as many connections as it may open files.
  '    maxconn 10',
  `    lua-load ${layout.askScript}`,
  'defaults',
  '    timeout connect 3s',
  '    timeout client 3s',
  '    timeout server 3s',
  // A configuration without a listener is refused.
  'listen nothing',
  '    bind "abns@muster-ask-${MUSTER_ASK_ID}"',
].join('\n');

/** An answer ends with an empty line; the master would wait for another command. */
export const askScript = `
local function ask()
  local socket = core.tcp()
  socket:settimeout(3)
  assert(socket:connect('unix@' .. os.getenv('MUSTER_ASK_SOCKET')))
  assert(socket:send(os.getenv('MUSTER_ASK_COMMAND') .. '\\n'))
  local line, problem = socket:receive('*l')
  assert(line, problem)
  while line and line ~= '' do
    io.stdout:write(line, '\\n')
    line = socket:receive('*l')
  end
  io.stdout:flush()
end
core.register_task(function()
  local ok = pcall(ask)
  os.exit(ok and 0 or ${refused})
end)
`.trim();

/** Null where the socket does not answer. */
export async function askInside(container: ProxyContainer, socket: string, command: string): Promise<string | null> {
  const result = await container.runScript({
    args: [socket, command],
    script: `export MUSTER_ASK_SOCKET="$1" MUSTER_ASK_COMMAND="$2" MUSTER_ASK_ID=$$; exec haproxy -db -f ${layout.askConfiguration}`,
  });
  return result.exit === 0 ? result.stdout.trim() : null;
}
