import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {parseNginx} from '../../src/adapters/import/nginx-text.js';
import {Failure} from '../../src/core/domain/errors.js';
import {answerHosts} from '../../src/core/domain/import/nginx/servers.js';
import {readNginx} from '../../src/core/domain/import/nginx/read-nginx.js';
import type {Directive} from '../../src/core/domain/import/source.js';
import {importTexts} from './import.js';

const parse = (text: string) => parseNginx(text, 'n.conf');
const words = (text: string) => parse(text).map(({name, args}) => [name, ...args]);
const read = (text: string) => {
  const {value, notTaken} = readNginx({kind: 'nginx', file: 'n.conf', directives: parse(text)});
  const sites = answerHosts(value.servers);
  return {...value, sites: sites.value, notTaken: [...notTaken, ...sites.notTaken].map(({key, reason}) => `${key}: ${reason}`)};
};

describe('the text of an nginx configuration', () => {
  it.each([
    ['a b  c;d;', [['a', 'b', 'c'], ['d']]],
    [`log '$a "{};" #' "it's";`, [['log', '$a "{};" #', "it's"]]],
    [
      'set $a "${b}x"; return 301 https://$host${uri}/;',
      [
        ['set', '$a', '${b}x'],
        ['return', '301', 'https://$host${uri}/'],
      ],
    ],
    [String.raw`a b\ c "d\"e" \d+;`, [['a', String.raw`b\ c`, 'd"e', String.raw`\d+`]]],
    ['# no {\na; # b;\n', [['a']]],
    ['a #b;\n c;', [['a', 'c']]],
    ['a b#c;', [['a', 'b#c']]],
    ['a\r\n b;\r\n', [['a', 'b']]],
  ])('%j has the words of nginx', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('has blocks in blocks, with the line of each directive', () => {
    expect(parse('http {\n  server {\n    listen 80;\n  }\n}\n')).toEqual([
      {
        name: 'http',
        args: [],
        line: 1,
        block: [{name: 'server', args: [], line: 2, block: [{name: 'listen', args: ['80'], line: 3, block: null}]}],
      },
    ]);
  });

  it('passes over a block of Lua, whatever stands in it', () => {
    expect(parse('location / { content_by_lua_block { local a = "}" -- }\n if x then {} end } b; }')).toMatchObject([
      {
        name: 'location',
        block: [
          {name: 'content_by_lua_block', block: []},
          {name: 'b', line: 2},
        ],
      },
    ]);
  });

  it.each([
    ['a {\n b;\n', 1, 1, 'the block "a" is not closed'],
    ['a;\n}', 2, 1, 'there is a } too many'],
    ['a {\n  listen 80\n}', 2, 3, '"listen" does not end in ; or {'],
    ['a;\n listen 80', 2, 2, '"listen" does not end in ; or {'],
    ['a;\n;', 2, 1, 'there is no directive before ;'],
    ['{ a; }', 1, 1, 'there is no directive before {'],
    ['a;\n b "c', 2, 4, 'the quote " is not closed'],
    ['a "b"c;', 1, 3, 'after a closed quote comes white space, ; or {'],
    ['x_by_lua_block { a', 1, 16, 'the block is not closed'],
  ])('%j is refused with line and column', (text, line, column, message) => {
    const failure = failureOf(() => parse(text));
    expect(failure).toMatchObject({
      code: 'FILE_UNPARSABLE',
      exitCode: 2,
      message: `n.conf:${line}: ${message}, in an nginx configuration`,
    });
    expect(failure.details['problems']).toMatchObject([{file: 'n.conf', line, column}]);
  });

  it('is parsed or refused, never anything else', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ' ', '\n', '{', '}', ';', '"', "'", '\\', '$', '#', 'b_by_lua_block', '\u{1F600}'),
    });
    fc.assert(
      fc.property(text, (it) => void outcomeOf(it)),
      {numRuns: 2000},
    );
    fc.assert(
      fc.property(fc.string({unit: 'binary'}), (it) => void outcomeOf(it)),
      {numRuns: 500},
    );
  });

  it('written from directives, gives the directives back', () => {
    const word = fc.stringMatching(/^[a-z$/.:=_-][\w$/.:=*~^ {};#'"-]{0,8}$/).filter((it) => !it.endsWith('_by_lua_block'));
    const directive = fc.letrec<{one: Directive}>((tie) => ({
      one: fc.record({
        name: fc.stringMatching(/^[a-z_]{1,8}$/).filter((it) => !it.endsWith('_by_lua_block')),
        args: fc.array(word, {maxLength: 3}),
        line: fc.constant(1),
        block: fc.option(fc.array(tie('one'), {maxLength: 2}), {nil: null, depthSize: 'small'}),
      }),
    })).one;
    fc.assert(fc.property(fc.array(directive, {maxLength: 4}), (block) => void expect(parse(write(block))).toEqual(block)));
  });
});

function write(block: readonly Directive[]): string {
  const quoted = (word: string) => `"${word.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
  return block
    .map(({name, args, block: inner}) => `${[name, ...args.map(quoted)].join(' ')}${inner ? ` {${write(inner)}}` : ';'}`)
    .join(' ');
}

function outcomeOf(text: string): readonly Directive[] | null {
  try {
    return parse(text);
  } catch (error) {
    expect(error).toBeInstanceOf(Failure);
    return null;
  }
}

function failureOf(run: () => unknown): Failure {
  try {
    run();
  } catch (error) {
    return error as Failure;
  }
  throw new Error('it did not fail');
}

describe('upstreams and servers', () => {
  it('have hosts, ports, weights and a strategy', () => {
    const {upstreams, notTaken} = read(
      'upstream a { least_conn; server 10.0.0.1 weight=2; server Web:81 backup; server [::1]:82 down; server unix:/a; server b:0; keepalive 3; }',
    );
    expect(upstreams).toMatchObject([
      {
        name: 'a',
        balance: 'least-connections',
        servers: [
          {host: '10.0.0.1', port: 80, weight: 2, spare: null},
          {host: 'web', port: 81, weight: null, spare: 'backup'},
          {host: '[::1]', port: 82, spare: 'down'},
        ],
      },
    ]);
    expect(notTaken).toEqual([
      'upstream a > server Web:81 backup: is taken over as a node of weight 0, which takes no traffic and does not step in by itself',
      'upstream a > server unix:/a: is not HOST or HOST:PORT',
      'upstream a > server b:0: is not HOST or HOST:PORT',
      'upstream a > keepalive: the balancer of Muster keeps connections by itself',
    ]);
  });

  const entriesOf = (inside: string) =>
    read(`server { ${inside} location / { proxy_pass http://a; } }`).sites[0]!.entries.map(({address}) => address);
  it.each([
    ['listen 80; server_name a.com b.com;', ['a.com', 'b.com']],
    ['listen 8080; server_name a.com;', ['a.com:8080']],
    ['listen 80; listen [::]:80; server_name a.com;', ['a.com']],
    ['listen *:80 default_server; server_name A.com.;', ['a.com', ':80']],
    ['server_name _;', [':80']],
    ['listen 9000;', [':9000']],
    ['listen 443 ssl; server_name a.com;', ['a.com']],
    ['listen 127.0.0.1:81; server_name a.com;', ['a.com:81']],
    ['server_name *.a.com ~^b$ .c.com d.com;', ['d.com']],
    ['listen unix:/a; server_name a.com;', ['a.com']],
  ])('%s is entry %j', (inside, entries) => {
    expect(entriesOf(inside)).toEqual(entries);
  });

  it('inherit settings as nginx does', () => {
    const {sites} = read(
      'http { proxy_buffering off; proxy_set_header A b; server { proxy_read_timeout 2m; location / { proxy_pass http://a; } location /x { proxy_set_header Upgrade $http_upgrade; proxy_pass http://a; location /x/y { proxy_pass http://a; } } } }',
    );
    expect(sites[0]!.locations.map(({path, settings}) => [path, settings])).toEqual([
      ['/', {headers: ['a'], unread: false, buffering: false, readTimeoutMs: 120_000}],
      ['/x', {headers: ['upgrade'], unread: false, buffering: false, readTimeoutMs: 120_000}],
      ['/x/y', {headers: ['upgrade'], unread: false, buffering: false, readTimeoutMs: 120_000}],
    ]);
  });

  it('tell what they set otherwise than the balancer of Muster, at every level', () => {
    const {notTaken} = read(
      'http { proxy_set_header A b; server { proxy_set_header C d; proxy_buffering on; location / { proxy_pass http://a; proxy_set_header Host e; proxy_set_header Upgrade $http_upgrade; } } }',
    );
    expect(notTaken).toEqual([
      'http > server > location / > proxy_set_header Host: the balancer of Muster sets it to what the visitor sends',
      'http > server > proxy_set_header C: the balancer of Muster sets only the headers of forwarding',
      'http > server > proxy_buffering: the balancer of Muster passes answers on as they come',
      'http > proxy_set_header A: the balancer of Muster sets only the headers of forwarding',
    ]);
  });

  it('tell no value that may be secret', () => {
    const {notTaken} = read(
      'server { location / { proxy_pass http://u:canary@h; proxy_set_header Authorization "Basic canary"; auth_basic canary; } }',
    );
    expect(notTaken.length).toBeGreaterThan(2);
    expect(notTaken.join('\n')).not.toContain('canary');
  });
});

describe('a balancer before an app', () => {
  const compose = (names: readonly string[]) =>
    JSON.stringify({
      services: Object.fromEntries(
        names.map((name, index) => [
          name,
          {image: 'calciumion/new-api:1', environment: {NODE_TYPE: index === 0 ? 'master' : 'slave'}},
        ]),
      ),
    });
  const site = (servers: string) =>
    `upstream api { ${servers} } server { server_name a.com; location / { proxy_pass http://api; } }`;
  const imported = async (names: readonly string[], servers: string) => {
    const {declared} = await importTexts({'c.json': compose(names), 'n.conf': site(servers)});
    const [{nodes, deployments}] = declared.envs as [(typeof declared.envs)[number]];
    const {roles, balance, weights} = deployments[0]!;
    return {nodes, roles, balance, weights};
  };

  it('has weights by role where they differ as the roles do, and by node where they do not', async () => {
    expect(
      await imported(['m', 's'], 'server 10.0.0.1:3000 weight=3; server 10.0.0.2:3000 weight=5; server 10.0.0.3:3000 weight=5;'),
    ).toEqual({
      nodes: [{node: 'node-10-0-0-1'}, {node: 'node-10-0-0-2'}, {node: 'node-10-0-0-3'}],
      roles: {slave: 2},
      balance: 'weighted',
      weights: {master: 3, slave: 5},
    });
    expect(
      await imported(['m', 's'], 'server 10.0.0.1:3000 weight=1; server 10.0.0.2:3000 weight=2; server 10.0.0.3:3000 weight=3;'),
    ).toMatchObject({nodes: [{weight: 1}, {weight: 2}, {weight: 3}], weights: {}});
  });

  it('has the role in the name of a machine where the weights leave it open', async () => {
    expect((await imported(['m', 's'], 'server slave-1:3000 weight=5; server master-1:3000 weight=3;')).weights).toEqual({
      master: 3,
      slave: 5,
    });
    expect((await imported(['m', 's'], 'server 10.0.0.1:3000 weight=5; server 10.0.0.2:3000 weight=3;')).weights).toEqual({
      master: 5,
      slave: 3,
    });
  });

  it('keeps the proportion of weights over 256', async () => {
    expect((await imported(['m', 's'], 'server a1:3000 weight=300; server a2:3000 weight=500;')).weights).toEqual({
      master: 3,
      slave: 5,
    });
    expect((await imported(['m', 's'], 'server a1:3000 weight=1; server a2:3000 weight=1000;')).weights).toEqual({
      master: 1,
      slave: 256,
    });
  });

  it('stands for servers that are the names of services on one machine, and gives spares no weight', async () => {
    expect(await imported(['m', 's'], 'ip_hash; server m:3000; server s:3000; server 10.0.0.9:3000 backup;')).toEqual({
      nodes: [{node: 'local'}, {node: 'node-10-0-0-9', weight: 0}],
      roles: {slave: 2},
      balance: 'ip-hash',
      weights: {},
    });
  });

  it('leads several apps by host and path', async () => {
    const {declared, notTaken} = await importTexts({
      'c.yaml': 'services:\n  a: {image: x/a:1, ports: ["80"]}\n  b: {image: x/b:1, ports: ["81"]}\n',
      'n.conf':
        'server { server_name one.com; location / { proxy_pass http://a:80; } location /b { proxy_pass http://b:81; } location /c/ { proxy_pass http://b:81/; } }\nserver { server_name two.com; location / { proxy_pass http://c:1; } }',
    });
    expect(declared.envs[0]!.entries).toEqual([
      {address: 'one.com', backup: false, app: 'a', path: '/'},
      {address: 'one.com', backup: false, app: 'b', path: '/b'},
    ]);
    expect(notTaken.filter(({file}) => file === 'n.conf').map(({line, key}) => `${line} ${key}`)).toEqual([
      '1 server',
      '1 server > location /c/ > proxy_pass',
      '2 server',
      '2 server > location /',
      '2 server > location /',
    ]);
  });
});
