import {createClient} from '@redis/client';
import type {ProbeTarget} from '../../core/ports/service-probe.js';

/** Authenticates, pings and reads the version where it may. */
export async function askRedisVersion({
  scheme,
  host,
  port,
  user,
  password,
  database,
  timeoutMs,
}: ProbeTarget): Promise<string | null> {
  const client = createClient({
    socket: {
      host: host.replace(/^\[|\]$/g, ''),
      port,
      connectTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      reconnectStrategy: false,
      ...(scheme === 'rediss' ? {tls: true as const} : {}),
    },
    ...(user === null ? {} : {username: user}),
    ...(password === null ? {} : {password}),
    ...(database === null || database === '' ? {} : {database: Number(database)}),
  });
  // The promises below reject with the same error; without a listener it would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.ping();
    const found = await client.info('server').catch(() => '');
    return /redis_version:(\S+)/.exec(found)?.[1] ?? null;
  } finally {
    if (client.isOpen) client.destroy();
  }
}
