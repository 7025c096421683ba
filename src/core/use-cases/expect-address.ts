import {addressWithPath} from '../domain/addresses.js';
import {exitCodes, Failure} from '../domain/errors.js';
import {quoted} from '../domain/quoted.js';
import {entryAddress} from '../domain/values/kinds.js';

/** The address of an entry that is there, as it is kept; an entry that is added has a rule for it. */
export function expectAddress(text: string): string {
  const read = entryAddress.read(text);
  if ('ok' in read) return read.ok;
  const apart = addressWithPath(text);
  throw new Failure({
    code: 'ENTRY_INVALID',
    exit: exitCodes.violation,
    subject: `entry ${text}`,
    message: `${quoted(text)} is not the address of an entry: ${read.problem}.`,
    hint:
      apart === null ? 'Write HOST, HOST:PORT or :PORT: muster entry list --all-envs' : `The address alone is ${apart.address}`,
    details: {address: text, problem: read.problem},
  });
}
