/**
 * Ends what waits for a server that answers its checks with silence, and HAProxy repeats the reads elsewhere. Its own
 * `on-marked-down shutdown-sessions` does so for every cause, and then also ends requests that are just leaving a dead
 * server for the next one: of 500 reads a second up to ten.
 */
export const frozenServersScript = `core.register_task(function()
  while true do
    for _, backend in pairs(core.backends) do
      for _, server in pairs(backend.servers) do
        local stats = server:get_stats()
        if stats.status == 'DOWN' and string.find(stats.check_status or '', 'TOUT') then server:shut_sess() end
      end
    end
    core.msleep(100)
  end
end)`;
