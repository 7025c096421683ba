import {createConnection, type RowDataPacket} from 'mysql2';
import type {ProbeTarget} from '../../core/ports/service-probe.js';

/** Logs in and asks for the version: a handshake alone says nothing about the password. */
export async function askMysqlVersion({host, port, user, password, database, timeoutMs}: ProbeTarget): Promise<string | null> {
  const connection = createConnection({
    host: host.replace(/^\[|\]$/g, ''),
    port,
    user: user ?? 'root',
    connectTimeout: timeoutMs,
    ...(password === null ? {} : {password}),
    ...(database === null ? {} : {database}),
  });
  try {
    const rows = await new Promise<RowDataPacket[]>((resolve, reject) => {
      // Told by the query too, where one is under way.
      connection.on('error', () => undefined);
      connection.query<RowDataPacket[]>({sql: 'select version() as version', timeout: timeoutMs}, (error, answer) =>
        error ? reject(error) : resolve(answer),
      );
    });
    return (rows[0]?.['version'] as string | undefined) ?? null;
  } finally {
    connection.destroy();
  }
}
