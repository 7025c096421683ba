import {createServer} from 'node:http';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {createClient} from '@redis/client';
import {createPool} from 'mysql2/promise';
import type {Pool} from 'mysql2/promise';
import {sessionCookie, sessionUser} from './session.js';
import {readSettings} from './settings.js';
import type {Settings} from './settings.js';
import {createSchema, userById, userByLogin, waitForSchema} from './users.js';

const DEPENDENCY_LIMIT_MS = 2_000;
const LARGEST_BODY = 65_536;

type Redis = Awaited<ReturnType<typeof openRedis>>;

interface App {
  readonly settings: Settings;
  readonly pool: Pool;
  readonly redis: Redis | undefined;
}

interface Answer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body: unknown;
}

type Route = (app: App, request: IncomingMessage) => Answer | Promise<Answer>;

const routes: Record<string, Route> = {
  'GET /': page,
  'GET /api/status': ({settings: {role, instance, version}}) => ({body: {success: true, data: {role, instance, version}}}),
  'GET /api/dependencies': dependencies,
  'POST /api/user/login': logIn,
  'GET /api/user/self': self,
};

function page({settings}: App): Answer {
  if (settings.role === 'slave' && settings.frontendUrl)
    return {status: 301, headers: {Location: settings.frontendUrl}, body: ''};
  return {body: `new-api stand-in role=${settings.role} instance=${settings.instance} version=${settings.version}\n`};
}

async function logIn({settings, pool}: App, request: IncomingMessage): Promise<Answer> {
  const {username, password} = await readJson(request);
  const user = await userByLogin(pool, String(username), String(password));
  if (!user) return refused('wrong user name or password');
  return {headers: {'Set-Cookie': sessionCookie(user.id, settings.sessionSecret, Date.now())}, body: {success: true, data: user}};
}

async function self({settings, pool}: App, request: IncomingMessage): Promise<Answer> {
  const id = sessionUser(request.headers.cookie, settings.sessionSecret, Date.now());
  const user = id === undefined ? undefined : await userById(pool, id);
  return user ? {body: {success: true, data: user}} : refused('not logged in');
}

const refused = (message: string): Answer => ({status: 401, body: {success: false, message}});

async function dependencies({pool, redis}: App): Promise<Answer> {
  const [database, cache] = await Promise.all([
    probe(() => pool.query('SELECT 1')),
    redis ? probe(() => redis.ping()) : {ok: false, error: 'REDIS_CONN_STRING is not set'},
  ]);
  const success = database.ok && cache.ok;
  return {status: success ? 200 : 503, body: {success, data: {database, redis: cache}}};
}

async function probe(ask: () => Promise<unknown>): Promise<{ok: boolean; error?: string}> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${DEPENDENCY_LIMIT_MS} ms`)), DEPENDENCY_LIMIT_MS);
  });
  try {
    await Promise.race([ask(), limit]);
    return {ok: true};
  } catch (error) {
    return {ok: false, error: reason(error)};
  } finally {
    clearTimeout(timer);
  }
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > LARGEST_BODY) throw new Error('the body is too large');
  }
  return JSON.parse(text) as Record<string, unknown>;
}

async function openRedis(url: string) {
  let isOpen = false;
  const reconnectStrategy = () => isOpen && 500;
  const client = createClient({url, disableOfflineQueue: true, socket: {connectTimeout: DEPENDENCY_LIMIT_MS, reconnectStrategy}});
  client.on('error', (error) => console.error(`redis: ${reason(error)}`));
  await client.connect();
  isOpen = true;
  return client;
}

async function openApp(settings: Settings): Promise<App> {
  const {database, maxConnections, role, redisUrl} = settings;
  const pool = createPool({...database, connectionLimit: maxConnections, connectTimeout: 5_000});
  await (role === 'master' ? createSchema(pool) : waitForSchema(pool));
  return {settings, pool, redis: redisUrl === undefined ? undefined : await openRedis(redisUrl)};
}

async function answer(app: App, request: IncomingMessage): Promise<Answer> {
  const path = request.url?.split('?')[0] ?? '/';
  const route = routes[`${request.method} ${path}`];
  if (!route) return {status: 404, body: {success: false, message: 'not found'}};
  try {
    return await route(app, request);
  } catch (error) {
    return {status: 500, body: {success: false, message: reason(error)}};
  }
}

function send(response: ServerResponse, instance: string, {status = 200, headers = {}, body}: Answer): void {
  const isText = typeof body === 'string';
  response.writeHead(status, {'Content-Type': isText ? 'text/plain' : 'application/json', 'X-Instance': instance, ...headers});
  response.end(isText ? body : JSON.stringify(body));
}

function reason(error: unknown): string {
  const {code, message} = error as {code?: string; message?: string};
  return [code, message].filter(Boolean).join(': ') || String(error);
}

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const app = await openApp(settings);
  let isStopping = false;
  const server = createServer(async (request, response) => {
    const reply = await answer(app, request);
    if (isStopping) response.setHeader('Connection', 'close');
    send(response, settings.instance, reply);
  });
  server.listen(settings.port, () =>
    console.log(`new-api stand-in listens on ${settings.port} as ${settings.role} ${settings.instance}`),
  );
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      isStopping = true;
      server.close(() => process.exit(0));
    });
  }
}

main().catch((error: unknown) => {
  console.error(`new-api stand-in: ${reason(error)}`);
  process.exit(1);
});
