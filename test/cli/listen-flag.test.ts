import {expect, it} from 'vitest';
import {listenFlag, listenText} from '../../src/cli/listen-flag.js';

const parse = async (text: string) => listenFlag.parse(text, {} as never, {} as never);

it.each([
  ['7310', {host: '127.0.0.1', port: 7310}],
  ['0.0.0.0:80', {host: '0.0.0.0', port: 80}],
  ['[::1]:7310', {host: '::1', port: 7310}],
  ['agent-1.example:0', {host: 'agent-1.example', port: 0}],
  ['[::]:7310', {host: '::', port: 7310}],
  ['[2001:DB8:0::1]:80', {host: '2001:db8::1', port: 80}],
  ['Agent-1.Example:80', {host: 'agent-1.example', port: 80}],
])('--listen %s', async (text, address) => {
  expect(await parse(text)).toEqual(address);
  expect(await parse(listenText(address))).toEqual(address);
});

it.each([
  '',
  'x',
  '::1:7310',
  ':7310',
  '65536',
  '127.0.0.1',
  '127.0.0.1:',
  'http://127.0.0.1:7310',
  '1.2.3.4:-1',
  '999.1.1.1:80',
  'a..b:80',
  'a b:80',
  '*:80',
])('--listen %s is refused with its form and range', async (text) => {
  await expect(parse(text)).rejects.toThrow(
    `--listen must be PORT, HOST:PORT or [IPv6]:PORT, where a port is from 0 to 65535 and 0 takes any that is free, not "${text}": `,
  );
});
