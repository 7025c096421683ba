import {createConnection, type RowDataPacket} from 'mysql2/promise';
import type {ProbeTarget} from '../../core/ports/service-probe.js';

/** Logs in and asks for the version: a handshake alone says nothing about the password. */
export async function askMysqlVersion({host, port, user, password, database, timeoutMs}: ProbeTarget): Promise<string | null> {
  const connection = await createConnection({
    host: host.replace(/^\[|\]$/g, ''),
    port,
    user: user ?? 'root',
    connectTimeout: timeoutMs,
    ...(password === null ? {} : {password}),
    ...(database === null ? {} : {database}),
  });
  try {
    const [rows] = await connection.query<RowDataPacket[]>({sql: 'select version() as version', timeout: timeoutMs});
    return (rows[0]?.['version'] as string | undefined) ?? null;
  } finally {
    connection.destroy();
  }
}
