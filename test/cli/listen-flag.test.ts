import {expect, it} from 'vitest';
import {listenText, parseListen} from '../../src/cli/listen-flag.js';

it.each([
  ['7310', {host: '127.0.0.1', port: 7310}],
  ['0.0.0.0:80', {host: '0.0.0.0', port: 80}],
  ['[::1]:7310', {host: '::1', port: 7310}],
  ['agent-1.example:0', {host: 'agent-1.example', port: 0}],
])('--listen %s', (text, address) => {
  expect(parseListen(text)).toEqual(address);
  expect(parseListen(listenText(address))).toEqual(address);
});

it.each(['', 'x', '::1:7310', ':7310', '65536', '127.0.0.1', '127.0.0.1:', 'http://127.0.0.1:7310', '1.2.3.4:-1'])(
  '--listen %s is refused',
  (text) => {
    expect(() => parseListen(text)).toThrow(`--listen ${text} is no host and port.`);
  },
);
