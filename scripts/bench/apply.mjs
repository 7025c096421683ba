import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {alternate, time} from './measure.mjs';

const startRounds = 5;
const unchangedRounds = 11;
const compose = join(import.meta.dirname, 'compose.yaml');
const unordered = join(import.meta.dirname, 'unordered.yaml');

/** One master, three slaves and their balancer: started from nothing, and asked for again when they run, against Compose with a file written by hand. */
export async function measureApply(context) {
  const home = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  const [muster, ordered, plain] = [
    await musterSide(context, home),
    await composeSide(context),
    await composeSide(context, [unordered]),
  ];
  const sides = [muster, ordered];
  try {
    const start = await alternate(
      startRounds,
      sides.map((side) => async () => {
        side.clear();
        const tookMs = side.start();
        await expectAnswer(side.port);
        side.clear();
        return tookMs;
      }),
    );
    for (const side of [...sides, plain]) side.start();
    const [again, againOrdered, againPlain] = await alternate(unchangedRounds, [muster.again, ordered.again, plain.again]);
    return [
      {
        what: '`muster apply` that changes nothing',
        against: '`docker compose up -d` that changes nothing',
        tookMs: again,
        otherMs: againOrdered,
        target: 1.0,
        rounds: unchangedRounds,
      },
      {
        what: '`muster apply` that changes nothing',
        against: 'the same without `depends_on`, which is what makes Compose wait',
        tookMs: again,
        otherMs: againPlain,
        target: 1.0,
        rounds: unchangedRounds,
      },
      {
        what: '`muster apply` of 1 + 3 and a balancer, from nothing to healthy',
        against: '`docker compose up -d --wait`, same order and checks',
        tookMs: start[0],
        otherMs: start[1],
        target: 1.1,
        rounds: startRounds,
      },
    ];
  } finally {
    for (const side of [...sides, plain]) side.clear();
    rmSync(home, {recursive: true, force: true});
  }
}

async function musterSide({node, muster, env, images}, home) {
  const [port] = await freePorts(1);
  const own = {...env, MUSTER_HOME: home};
  const run = (...args) => time({file: node, args: [muster, ...args], env: own});
  const file = join(home, 'cluster.yaml');
  writeFileSync(
    file,
    [
      'apiVersion: muster/v1',
      'nodes:',
      '  here: {connect: local}',
      'envs:',
      '  bench:',
      '    nodes: [here]',
      `    entries: [":${port}"]`,
      `    apps:`,
      `      hello: {recipe: web, image: ${images.hello.split(':')[0]}, version: ${images.hello.split(':')[1]}, slaves: 3}`,
      '',
    ].join('\n'),
  );
  run('init', '--proxy-image', images.haproxy);
  const {installId} = JSON.parse(readFileSync(join(home, 'INSTALL.json'), 'utf8'));
  const apply = () => run('apply', '-f', file, '--yes');
  return {
    port,
    start: apply,
    again: apply,
    clear() {
      removeLabelled(`muster.installation=${installId}`);
      for (const name of ['muster.db', 'muster.db-wal', 'muster.db-shm', 'muster.db-mark', 'muster.db.bak'])
        rmSync(join(home, name), {force: true});
      run('init', '--proxy-image', images.haproxy);
    },
  };
}

async function composeSide({env, images}, overrides = []) {
  const [port, ...instances] = await freePorts(5);
  const own = {
    ...env,
    BENCH_PROJECT: `muster-bench-${process.pid}-${overrides.length}`,
    BENCH_APP_IMAGE: images.hello,
    BENCH_PROXY_IMAGE: images.haproxy,
    BENCH_PORT: `${port}`,
    ...Object.fromEntries(instances.map((each, index) => [`BENCH_PORT_${index + 1}`, `${each}`])),
  };
  const run = (...args) =>
    time({file: 'docker', args: ['compose', ...[compose, ...overrides].flatMap((file) => ['-f', file]), ...args], env: own});
  return {
    port,
    start: () => run('up', '-d', '--wait'),
    again: () => run('up', '-d'),
    clear: () => void run('down', '--volumes', '--timeout', '1'),
  };
}

function removeLabelled(label) {
  const list = (...args) =>
    spawnSync('docker', [...args, '--filter', `label=${label}`], {encoding: 'utf8'})
      .stdout.split('\n')
      .filter(Boolean);
  const remove = (args, ids) => ids.length > 0 && spawnSync('docker', [...args, ...ids]);
  remove(['rm', '-f', '-v'], list('ps', '-aq'));
  remove(['network', 'rm'], list('network', 'ls', '-q'));
  remove(['volume', 'rm'], list('volume', 'ls', '-q'));
}

async function expectAnswer(port) {
  const response = await fetch(`http://127.0.0.1:${port}/`);
  if (!response.ok) throw new Error(`The balancer at port ${port} answered ${response.status}`);
}

async function freePorts(count) {
  const servers = Array.from({length: count}, () => createServer());
  await Promise.all(servers.map((server) => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
