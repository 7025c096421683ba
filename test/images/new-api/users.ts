import {randomBytes, scryptSync, timingSafeEqual} from 'node:crypto';
import {setTimeout as delay} from 'node:timers/promises';
import type {Pool, RowDataPacket} from 'mysql2/promise';

const FIRST_USER = {username: 'root', password: '123456'};
const SCHEMA_WAIT_MS = 60_000;

export interface User {
  readonly id: number;
  readonly username: string;
}

interface UserRow extends User, RowDataPacket {
  readonly password: string;
}

export async function createSchema(pool: Pool): Promise<void> {
  await pool.query(
    'CREATE TABLE IF NOT EXISTS users (id INT PRIMARY KEY AUTO_INCREMENT, username VARCHAR(64) UNIQUE NOT NULL, password VARCHAR(255) NOT NULL)',
  );
  await pool.execute('INSERT IGNORE INTO users (id, username, password) VALUES (1, ?, ?)', [
    FIRST_USER.username,
    hash(FIRST_USER.password),
  ]);
}

export async function waitForSchema(pool: Pool): Promise<void> {
  const deadline = Date.now() + SCHEMA_WAIT_MS;
  while (!(await hasUsers(pool))) {
    if (Date.now() > deadline) throw new Error('the master has not created the schema within a minute');
    await delay(200);
  }
}

export async function userByLogin(pool: Pool, username: string, password: string): Promise<User | undefined> {
  const [[row]] = await pool.execute<UserRow[]>('SELECT id, username, password FROM users WHERE username = ?', [username]);
  return row && matches(password, row.password) ? {id: row.id, username: row.username} : undefined;
}

export async function userById(pool: Pool, id: number): Promise<User | undefined> {
  const [[row]] = await pool.execute<UserRow[]>('SELECT id, username FROM users WHERE id = ?', [id]);
  return row && {id: row.id, username: row.username};
}

async function hasUsers(pool: Pool): Promise<boolean> {
  const [tables] = await pool.query<RowDataPacket[]>("SHOW TABLES LIKE 'users'");
  if (tables.length === 0) return false;
  const [rows] = await pool.query<RowDataPacket[]>('SELECT 1 FROM users LIMIT 1');
  return rows.length > 0;
}

function hash(password: string, salt = randomBytes(16).toString('hex')): string {
  return `${salt}:${scryptSync(password, salt, 32).toString('hex')}`;
}

function matches(password: string, stored: string): boolean {
  const [salt = ''] = stored.split(':');
  return timingSafeEqual(Buffer.from(hash(password, salt)), Buffer.from(stored));
}
