import {exitCodes, Failure} from '../core/domain/errors.js';

export function expectUnitName(text: string): string {
  const name = text.replace(/\.service$/, '');
  if (/^[A-Za-z0-9][\w-]{0,63}$/.test(name)) return name;
  throw usage('--unit', `${text} is no name of a unit: letters, digits, - and _.`, 'Leave --unit out, or: --unit muster-agent-2');
}

/** Only the services of the machine run as somebody else. */
export function expectUser(user: string | null): string | null {
  if (user === null) return null;
  if (!/^[a-z_][\w-]*\$?$/i.test(user)) throw usage('--user', `${user} is no name of a user.`, 'Give it as --user muster');
  if (process.getuid?.() === 0) return user;
  throw usage('--user', 'Only root installs a service that runs as another user.', 'Leave --user out, or run it as root');
}

function usage(flag: string, message: string, hint: string): Failure {
  return new Failure({code: 'USAGE', exit: exitCodes.usage, subject: `flag ${flag}`, message, hint});
}
