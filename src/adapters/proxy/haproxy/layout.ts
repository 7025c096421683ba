/** Where things are inside the balancer's container. */
export const layout = {
  configurationDirectory: '/etc/muster-proxy',
  configuration: '/etc/muster-proxy/haproxy.cfg',
  next: '/etc/muster-proxy/haproxy.cfg.next',
  previous: '/etc/muster-proxy/haproxy.cfg.previous',
  serverState: '/etc/muster-proxy/server-state',
  frozenServers: '/etc/muster-proxy/frozen-servers.lua',
  socketDirectory: '/run/muster',
  adminSocket: '/run/muster/admin.sock',
  masterSocket: '/run/muster/master.sock',
  /** Variable with the user id that may open the sockets, set by the shell that starts HAProxy. */
  ownerVariable: 'MUSTER_SOCKET_OWNER',
} as const;
