import {describe, expect, it} from 'vitest';
import {parseNginx} from '../../src/adapters/import/nginx-text.js';
import {readNginx} from '../../src/core/domain/import/nginx/read-nginx.js';
import {answerHosts} from '../../src/core/domain/import/nginx/servers.js';

/** What is made of a file: entry addresses, `path → upstream`, and what is told, with a part of the reason. */
function read(text: string) {
  const {value, notTaken} = readNginx({kind: 'nginx', file: 'n.conf', directives: parseNginx(text, 'n.conf')});
  const sites = answerHosts(value.servers);
  return {
    entries: sites.value.flatMap(({entries}) => entries.map(({address}) => address)),
    paths: sites.value.flatMap(({locations}) => locations.map(({path, upstream}) => `${path} → ${upstream}`)),
    told: [...notTaken, ...sites.notTaken].map(({key, reason}) => `${key}: ${reason}`),
    upstreams: value.upstreams,
  };
}

interface Odd {
  readonly text: string;
  readonly entries?: readonly string[];
  readonly paths?: readonly string[];
  /** Parts of what is told, one for each remark. */
  readonly told?: readonly RegExp[];
}

const at = (inside: string) => `server { listen 80 default_server; ${inside} }`;
const to = (location: string, pass: string) => at(`location ${location} { proxy_pass ${pass}; }`);
const other = /asks for other paths/;

// Which host and which path arrives where was looked at with nginx 1.22 itself, file by file.
const odd: Readonly<Record<string, Odd>> = {
  'a path that is replaced by itself': {
    text: to('/websocket', 'http://127.0.0.1:81/websocket'),
    paths: ['/websocket → 127.0.0.1:81'],
  },
  'a path with a slash that is replaced by itself': {text: to('/ws/', 'http://127.0.0.1:81/ws/'), paths: ['/ws → 127.0.0.1:81']},
  'all paths, replaced by all paths': {text: to('/', 'http://127.0.0.1:81/'), paths: ['/ → 127.0.0.1:81']},
  'a prefix that is cut off': {text: to('/api/', 'http://127.0.0.1:81/'), paths: [], told: [other]},
  'a prefix without slash that is cut off': {text: to('/api', 'http://127.0.0.1:81/'), paths: [], told: [other]},
  'a slash that is lost': {text: to('/ws/', 'http://127.0.0.1:81/ws'), paths: [], told: [other]},
  'a prefix that is put before': {text: to('/', 'http://127.0.0.1:81/app/'), paths: [], told: [other]},
  'an exact path, replaced by itself': {
    text: to('= /up', 'http://127.0.0.1:81/up'),
    paths: ['/up → 127.0.0.1:81'],
    told: [/everything below it/],
  },
  'the front page apart from the rest': {
    text: at('location = / { proxy_pass http://127.0.0.1:82; } location / { proxy_pass http://127.0.0.1:81; }'),
    paths: ['/ → 127.0.0.1:81'],
    told: [/another location has everything/],
  },
  'a prefix that goes before patterns': {text: to('^~ /static', 'http://127.0.0.1:81'), paths: ['/static → 127.0.0.1:81']},
  'a pattern': {text: to('~ ^/(a|b)', 'http://127.0.0.1:81'), paths: [], told: [/beginning of a path/]},
  'a pattern without case': {text: to('~* \\.png$', 'http://127.0.0.1:81'), paths: [], told: [/beginning of a path/]},
  'a location that another falls back to': {
    text: at('location / { try_files $uri @app; } location @app { proxy_pass http://127.0.0.1:81; }'),
    paths: ['/ → 127.0.0.1:81'],
    told: [/serves no files/],
  },
  'a location that nothing leads to': {text: to('@app', 'http://127.0.0.1:81'), paths: [], told: [/beginning of a path/]},
  'a variable with one text': {
    text: at('set $app 127.0.0.1; location / { proxy_pass http://$app:81; }'),
    paths: ['/ → 127.0.0.1:81'],
  },
  'an address in a variable, with all of the path': {
    text: at('location / { set $to "http://127.0.0.1:81"; proxy_pass $to$request_uri; }'),
    paths: ['/ → 127.0.0.1:81'],
  },
  'a variable and a path, which is then asked for whatever was': {
    text: at('set $app 127.0.0.1; location / { proxy_pass http://$app:81/; }'),
    paths: [],
    told: [other],
  },
  'a variable of the request': {text: to('/', 'http://$http_x_to:81'), paths: [], told: [/a variable decides/]},
  'a socket of the machine': {text: to('/', 'http://unix:/run/app.sock'), paths: [], told: [/no socket/]},
  'an instance behind TLS': {text: to('/', 'https://127.0.0.1:81'), paths: [], told: [/plain HTTP/]},
  'an upstream in other letters': {text: `upstream App { server 127.0.0.1:81; } ${to('/', 'http://APP')}`, paths: ['/ → app']},
  'localhost as the only server of a port': {
    text: 'server { listen 80; server_name localhost; location / { proxy_pass http://127.0.0.1:81; } }',
    entries: [':80'],
    paths: ['/ → 127.0.0.1:81'],
  },
  'localhost beside the default server': {
    text: 'server { listen 80 default_server; server_name a.com; } server { listen 80; server_name localhost; }',
    entries: ['a.com', ':80', 'localhost'],
  },
  'a name that nobody says, second': {
    text: 'server { listen 80; server_name a.com; } server { listen 80; server_name _; }',
    entries: ['a.com'],
    told: [/nobody comes by that name/],
  },
  'a default server that stands last': {
    text: 'server { listen 80; server_name a.com; } server { listen 80 default_server; server_name _; }',
    entries: ['a.com', ':80'],
  },
  'the first server of a port, which answers every host': {
    text: 'server { listen 80; server_name a.com; location / { proxy_pass http://127.0.0.1:81; } }',
    entries: ['a.com'],
    paths: ['/ → 127.0.0.1:81'],
    told: [/every other host of port 80 is answered/],
  },
  'one name twice': {
    text: 'server { listen 80; server_name a.com; } server { listen 80; server_name a.com b.com; }',
    entries: ['a.com', 'b.com'],
    told: [/another server of port 80 has the name already/],
  },
  'one name on two ports': {
    text: 'server { listen 80; server_name a.com; } server { listen 8080; server_name a.com; }',
    entries: ['a.com', 'a.com:8080'],
  },
  'several servers without a name': {
    text: 'server { listen 80; } server { listen 80; }',
    entries: [':80'],
    told: [/it has no name/],
  },
  'wildcards alone, first of the port': {
    text: 'server { listen 80; server_name *.a.com .b.com ~^c\\d+$; }',
    entries: [':80'],
    told: [/without wildcard/, /without wildcard/, /without wildcard/],
  },
  'wildcards alone, second': {
    text: 'server { listen 80; server_name a.com; } server { listen 80; server_name *.a.com; }',
    entries: ['a.com'],
    told: [/without wildcard/],
  },
  'an IPv6 socket beside the other': {
    text: 'server { listen 80 default_server; listen [::]:80 default_server; server_name a.com; }',
    entries: ['a.com', ':80'],
  },
  'a redirect to TLS, and TLS': {
    text: 'server { listen 80; server_name a.com; return 301 https://$host$request_uri; } server { listen 443 ssl; server_name a.com; ssl_certificate a; ssl_certificate_key b; location / { proxy_pass http://127.0.0.1:81; } }',
    entries: ['a.com', 'a.com'],
    paths: ['/ → 127.0.0.1:81'],
    told: [/answers nothing itself/, /what ends TLS/, /what ends TLS/, /what ends TLS/],
  },
  'the PROXY protocol': {
    text: 'server { listen 80 default_server proxy_protocol; server_name a.com; }',
    entries: ['a.com', ':80'],
    told: [/PROXY protocol/],
  },
  'a socket as the only way in': {
    text: 'server { listen unix:/run/n.sock; server_name a.com; }',
    entries: ['a.com'],
    told: [/not a port/],
  },
  'a port that is none': {text: 'server { listen 70000; server_name a.com; }', told: [/not a port/], entries: ['a.com']},
  'files that come with nginx, and one that does not': {
    text: at(
      'include mime.types; location / { include /etc/nginx/proxy_params; include own.conf; proxy_pass http://127.0.0.1:81; }',
    ),
    paths: ['/ → 127.0.0.1:81'],
    told: [/sets these headers by itself/, /give that file too/, /serves no files/],
  },
  'a password before the app': {
    text: to('/', 'http://127.0.0.1:81').replace('location', 'auth_basic x; auth_basic_user_file f; location'),
    paths: ['/ → 127.0.0.1:81'],
    told: [/asks for no password/, /asks for no password/],
  },
  'addresses that are kept out': {
    text: to('/', 'http://127.0.0.1:81').replace('location', 'allow 10.0.0.0/8; deny all; location'),
    paths: ['/ → 127.0.0.1:81'],
    told: [/lets everybody in/, /lets everybody in/],
  },
};

describe('odd nginx files', () => {
  it.each(Object.entries(odd))('%s', (_, {text, entries = [':80'], paths = [], told = []}) => {
    const found = read(text);
    expect(found.entries).toEqual(entries);
    expect(found.paths).toEqual(paths);
    expect(found.told).toEqual(told.map((part) => expect.stringMatching(part)));
  });

  it.each([
    ['hash $request_uri consistent;', null, /hashes addresses of visitors alone/],
    ['random two least_conn;', null, /shares in turn/],
    ['least_time header;', null, /shares in turn/],
    ['sticky cookie srv_id;', null, /by address alone/],
    ['hash $binary_remote_addr consistent;', 'ip-hash', null],
    ['least_conn;', 'least-connections', null],
    ['ip_hash;', 'ip-hash', null],
    ['zone app 64k; keepalive 32;', null, /sizes itself/],
  ])('%s shares as %s', (method, balance, reason) => {
    const {upstreams, told} = read(`upstream app { ${method} server a:80; }`);
    expect(upstreams[0]!.balance).toBe(balance);
    if (reason === null) expect(told).toEqual([]);
    else expect(told[0]).toMatch(reason);
  });

  it('says of each parameter of a server what becomes of it', () => {
    const {upstreams, told} = read(
      'upstream app { server a:80 weight=3 max_fails=2 fail_timeout=5s; server b:80 backup; server c:80 down; server d:80 max_conns=9 slow_start=3s resolve; }',
    );
    expect(upstreams[0]!.servers.map(({host, weight, spare}) => [host, weight, spare])).toEqual([
      ['a', 3, null],
      ['b', null, 'backup'],
      ['c', null, 'down'],
      ['d', null, null],
    ]);
    expect(told.map((it) => it.split(': ')[0]!.split(' > ')[1])).toEqual([
      'server a:80 max_fails',
      'server a:80 fail_timeout',
      'server b:80 backup',
      'server d:80 max_conns',
      'server d:80 slow_start',
      'server d:80 resolve',
    ]);
  });
});
