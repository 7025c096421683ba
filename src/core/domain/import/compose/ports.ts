import type {Reading, Remark} from '../findings.js';
import {inside, isRecord, leftOut, placeAt, scalarText, wholeNumber, type At} from './at.js';
import type {PublishedPort} from './service.js';

/** `ports:`, which Compose writes in their long form. */
export function readPorts(value: unknown, at: At): Reading<readonly PublishedPort[]> {
  if (!Array.isArray(value)) return {value: [], notTaken: [leftOut(at, 'is not a list')]};
  const entries = value.map((item, index) => readPort(item, inside(at, index)));
  return {
    value: entries.filter((entry): entry is PublishedPort => 'container' in entry),
    notTaken: entries.filter((entry): entry is Remark => 'reason' in entry),
  };
}

function readPort(item: unknown, at: At): PublishedPort | Remark {
  if (!isRecord(item)) return leftOut(at, 'is not a port');
  const container = wholeNumber(item['target']);
  const protocol = scalarText(item['protocol']) ?? 'tcp';
  if (container === null) return leftOut(at, 'has no target');
  if (protocol !== 'tcp') return leftOut(at, `is ${protocol}, and Muster publishes TCP`);
  const [host = null, end] = (scalarText(item['published']) ?? '').split('-').map(wholeNumber);
  const address = scalarText(item['host_ip']) ?? undefined;
  return port({container, host, range: end !== undefined, address, name: scalarText(item['name']), at});
}

interface PortParts {
  readonly container: number;
  readonly host: number | null;
  readonly range: boolean;
  readonly address: string | undefined;
  readonly name?: string | null;
  readonly at: At;
}

function port({container, host, range, address, name = null, at}: PortParts): PublishedPort | Remark {
  if ([container, host ?? 1].some((number) => number < 1 || number > 65_535)) return leftOut(at, 'is not a port from 1 to 65535');
  const any = address === undefined || address === '0.0.0.0' || address === '[::]' || address === '::';
  return {container, host, range, address: any ? null : address, name, place: placeAt(at)};
}

/** `expose:` with its ranges, such as `8000-8002/tcp`. */
export function readExposed(value: unknown, at: At): Reading<readonly number[]> {
  if (!Array.isArray(value)) return {value: [], notTaken: [leftOut(at, 'is not a list')]};
  const entries = value.map((item, index) => exposedPorts(scalarText(item) ?? '', inside(at, index)));
  return {
    value: entries.flatMap((entry) => ('reason' in entry ? [] : entry)),
    notTaken: entries.filter((entry): entry is Remark => 'reason' in entry),
  };
}

function exposedPorts(text: string, at: At): readonly number[] | Remark {
  const [, first, last = first, protocol = 'tcp'] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(\w+))?$/.exec(text.trim()) ?? [];
  if (first === undefined) return leftOut(at, 'is not a port');
  if (protocol !== 'tcp') return leftOut(at, `is ${protocol}, and Muster publishes TCP`);
  const count = Number(last) - Number(first) + 1;
  if (count < 1 || Number(first) < 1 || Number(last) > 65_535) return leftOut(at, 'is not a port from 1 to 65535');
  // More than a person would name is no list of ways in.
  if (count > 100) return leftOut(at, 'is a range of more than 100 ports');
  return Array.from({length: count}, (_, index) => Number(first) + index);
}
