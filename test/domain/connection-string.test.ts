import {expect, it} from 'vitest';
import {parseConnection} from '../../src/core/domain/connection-string.js';

it.each(['mysql://h:0/d', 'jdbc:mysql://h:0/d', 'u:p@tcp(h:0)/d', 'u:p@tcp(h:65536)/d', 'redis://h:99999'])(
  '%s is no connection: nothing can listen on such a port',
  (text) => expect(parseConnection(text)).toBeNull(),
);

it.each([
  ['mysql://h/d', null],
  ['u:p@tcp(h:65535)/d', 65_535],
  ['redis://h:1', 1],
])('%s is one, at port %s', (text, port) => expect(parseConnection(text)).toMatchObject({host: 'h', port}));
