import {type Connection, createConnection, type RowDataPacket} from 'mysql2/promise';

/** A database server of the tests: nobody else's, on a port and a socket of its own. */
export interface DatabaseServer {
  readonly name: 'MariaDB' | 'MySQL';
  readonly host: string;
  readonly port: number;
  /** Absent where it cannot be reached by one. */
  readonly socket: string | null;
  /** File of the authority that signed its certificate; absent where it speaks no TLS. */
  readonly authority: string | null;
  /** An empty database with a user of its own, who may do everything in it and nothing elsewhere. */
  createDatabase(): Promise<TestDatabase>;
  /** As the administrator. */
  query<T = Record<string, unknown>>(sql: string): Promise<readonly T[]>;
  /** Ends it the way a crash does. */
  crash(): Promise<void>;
  /** Starts it again, with other options when there are some. */
  start(options?: readonly string[]): Promise<void>;
  /** Ends it and removes everything of it. */
  remove(): Promise<void>;
}

export interface TestDatabase {
  readonly name: string;
  readonly user: string;
  readonly password: string;
  /** `mysql://…` by TCP. */
  readonly address: string;
  /** As its own user. */
  query<T = Record<string, unknown>>(sql: string): Promise<readonly T[]>;
  /** Leaves it empty. */
  clear(): Promise<void>;
  drop(): Promise<void>;
}

export interface Login {
  readonly host?: string;
  readonly port?: number;
  readonly socketPath?: string;
  readonly user: string;
  readonly password?: string;
  readonly database?: string;
}

export async function askDatabase<T>(login: Login, sql: string): Promise<readonly T[]> {
  const connection = await connectTo(login);
  try {
    const [rows] = await connection.query<RowDataPacket[]>(sql);
    return rows as unknown as readonly T[];
  } finally {
    connection.destroy();
  }
}

export function connectTo(login: Login): Promise<Connection> {
  return createConnection({...login, connectTimeout: 5000, multipleStatements: true});
}

let made = 0;

/** Every character that an address must write otherwise is in the password. */
export const awkwardPassword = 'p@ss:w/o?r#d%25 é\'"\\';

export async function createDatabase(server: Pick<DatabaseServer, 'host' | 'port' | 'query'>): Promise<TestDatabase> {
  made += 1;
  const name = `muster_${process.pid}_${made}`;
  const password = awkwardPassword;
  const quoted = `'${password.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  await server.query(
    `create database ${name}; create user ${name}@'%' identified by ${quoted}; grant all on ${name}.* to ${name}@'%'`,
  );
  const {host, port} = server;
  return {
    name,
    user: name,
    password,
    address: `mysql://${name}:${encodeURIComponent(password)}@${host}:${port}/${name}`,
    query: (sql) => askDatabase({host, port, user: name, password, database: name}, sql),
    clear: async () => {
      await server.query(`drop database ${name}; create database ${name}`);
    },
    drop: async () => {
      await server.query(`drop database if exists ${name}; drop user if exists ${name}@'%'`);
    },
  };
}
