import {createHmac, timingSafeEqual} from 'node:crypto';

const COOKIE = 'session';
const LIFETIME_SECONDS = 30 * 24 * 3600;

export function sessionCookie(userId: number, secret: string, now: number): string {
  const payload = Buffer.from(JSON.stringify({userId, expires: now + LIFETIME_SECONDS * 1000})).toString('base64url');
  return `${COOKIE}=${payload}.${signature(payload, secret)}; Path=/; Max-Age=${LIFETIME_SECONDS}; HttpOnly; SameSite=Strict`;
}

/** The user of a genuine, unexpired session; a cookie signed with another secret is no session. */
export function sessionUser(cookies: string | undefined, secret: string, now: number): number | undefined {
  const [, payload = '', given = ''] = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]+)\\.([\\w-]+)`).exec(cookies ?? '') ?? [];
  const expected = Buffer.from(signature(payload, secret));
  const actual = Buffer.from(given);
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return undefined;
  const {userId, expires} = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {userId: number; expires: number};
  return expires > now ? userId : undefined;
}

const signature = (payload: string, secret: string): string => createHmac('sha256', secret).update(payload).digest('base64url');
