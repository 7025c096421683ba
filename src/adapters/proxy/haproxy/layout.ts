/** Where things are inside the balancer's container. */
export const layout = {
  configurationDirectory: '/etc/muster-proxy',
  configuration: '/etc/muster-proxy/haproxy.cfg',
  next: '/etc/muster-proxy/haproxy.cfg.next',
  previous: '/etc/muster-proxy/haproxy.cfg.previous',
  serverState: '/etc/muster-proxy/server-state',
  frozenServers: '/etc/muster-proxy/frozen-servers.lua',
  askConfiguration: '/etc/muster-proxy/ask.cfg',
  askScript: '/etc/muster-proxy/ask.lua',
  socketDirectory: '/run/muster',
  adminSocket: '/run/muster/admin.sock',
  masterSocket: '/run/muster/master.sock',
  /** Variables with the ids of user and group that may open the sockets, set by the shell that starts HAProxy. */
  ownerVariable: 'MUSTER_SOCKET_OWNER',
  groupVariable: 'MUSTER_SOCKET_GROUP',
} as const;
