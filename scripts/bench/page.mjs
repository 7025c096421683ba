import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {projectNode} from '../setup/dependencies.mjs';
import {median} from './measure.mjs';

const opening = [
  '# Benchmarks',
  '',
  '`npm run bench` measures both sides in one run, in turn, and writes this page; `npm run bench small` does so for the small cluster alone, `npm run bench fleet` for the large fleet, `npm run bench mysql` for the store on MariaDB, `npm run bench beats` for a fleet that beats. Only the ratios mean something: the milliseconds are those of one machine.',
  '',
  '',
].join('\n');

const ask = (file, ...args) => execFileSync(file, args, {encoding: 'utf8'}).trim();

export function smallSection(rows) {
  const versions = [
    `Docker Engine ${ask('docker', 'version', '--format', '{{.Server.Version}}')}`,
    `Compose ${ask('docker', 'compose', 'version', '--short')}`,
  ];
  return [
    '## A small cluster',
    '',
    'The Compose side is `scripts/bench/compose.yaml`, written by hand for the same cluster.',
    '',
    circumstances(rows, versions),
    '',
    table(rows),
    '',
  ].join('\n');
}

export function fleetSection({rows, curve}) {
  return [
    '## A large fleet',
    '',
    'The fleet is made by `scripts/bench/fleet-file.mjs`: each environment on twelve nodes, with three entries and ten apps of two instances; it breaks no rule.',
    'What is raw is `scripts/bench/raw-rows.mjs`, a process with the same Node, better-sqlite3, tables, keys, pragmas and durability: it parses the file and inserts the rows one by one with a prepared statement, in one transaction; or it opens the store and selects what Muster reads of it. Muster checks every rule, places every instance, seals every row and keeps an audit record besides.',
    '',
    circumstances(rows),
    '',
    table(rows),
    '',
    'By size, from JSON:',
    '',
    '| nodes | first `apply`, ms | µs a node | again, ms | µs a node |',
    '|---|---|---|---|---|',
    ...curve.map(
      ({nodes, firstMs, againMs}) =>
        `| ${nodes.toLocaleString('en')} | ${firstMs.toFixed(0)} | ${perNode(firstMs, nodes)} | ${againMs.toFixed(0)} | ${perNode(againMs, nodes)} |`,
    ),
    '',
  ].join('\n');
}

export function mysqlSection(rows) {
  return [
    '## A store on MariaDB',
    '',
    'The server is one of this machine, reached by TCP, with a password and the durability that it is set up with.',
    'What is raw is mysql2 and nothing else: the rows in statements of 500 (`scripts/bench/mysql-rows.mjs`), and the texts that Muster sent, taken from the log of the server and sent again by as many connections (`scripts/bench/mysql-writers.mjs`).',
    '',
    circumstances(rows),
    '',
    table(rows),
    '',
  ].join('\n');
}

export function beatsSection({version, clusters, heartbeatSeconds, apartMs, load, rows}) {
  const rate = clusters / heartbeatSeconds;
  const middle = (side) => median(rows.map((row) => row[side]));
  const idle = middle('idle');
  const awake = (middle('perBeatMs') * rate) / 10;
  const row = (...cells) => `| ${clusters} | ${rate} | ${cells.join(' | ')} |`;
  const beating = (busy) => [idle, busy, busy - idle].map(percent);
  return [
    '## A fleet that beats',
    '',
    `As many connections as clusters, each of which beats every ${heartbeatSeconds} s when an agent does, and says with one of its beats a minute that its address answers as before, against the same connections while they are silent: the processor time of the database, in percent of one core. Its settings are its own: each beat is on the disk before it is answered.`,
    '',
    `Agents beat on the quarters of a second, so that the database wakes four times a second, and not for each of them. That is worth what the clocks of their machines are: the first line has clocks that agree to ${apartMs} ms, the second has clocks that nobody keeps, where beats come one by one. The third is what a beat costs a server that does not sleep in between: one after the other, each on the disk before the next, times as many as there are in a second.`,
    '',
    `${new Date().toISOString().slice(0, 10)}, ${availableParallelism()} cores, MariaDB ${version}, load of the machine ${load.toFixed(1)}; median of ${rows.length} rounds.`,
    '',
    '| clusters | beats a second | clocks | silent | beating | beats alone | target |',
    '|---|---|---|---|---|---|---|',
    row('kept', ...beating(middle('kept')), '≤ 2 %'),
    row('astray', ...beating(middle('astray')), '—'),
    row('server awake', '—', '—', percent(awake), '—'),
    '',
  ].join('\n');
}

function percent(number) {
  return `${number.toFixed(2)} %`;
}

/** Puts the section in the place of the one with its title, or at the end. */
export function writeSection(file, section) {
  const [title] = section.split('\n', 1);
  const sections = existsSync(file)
    ? readFileSync(file, 'utf8')
        .split(/^(?=## )/m)
        .slice(1)
    : [];
  const place = sections.findIndex((each) => each.startsWith(`${title}\n`));
  const all = place < 0 ? [...sections, section] : sections.with(place, section);
  writeFileSync(file, `${opening}${all.map((each) => `${each.trimEnd()}\n`).join('\n')}`);
}

export function table(rows) {
  return [
    '| what | against | median, ms | ratio | target |',
    '|---|---|---|---|---|',
    ...rows.map(
      ({what, against, tookMs, otherMs, unit = '', target = null}) =>
        `| ${what} | ${against} | ${tookMs.toFixed(0)} : ${otherMs.toFixed(0)}${unit && ` ${unit}`} | ${(tookMs / otherMs).toFixed(2)} | ${target === null ? '—' : `≤ ${target.toFixed(1)}`} |`,
    ),
  ].join('\n');
}

function circumstances(rows, versions = []) {
  const rounds = rows.map((row) => row.rounds);
  const where = [`${availableParallelism()} cores`, `Node ${ask(projectNode, '--version')}`, ...versions].join(', ');
  return `${new Date().toISOString().slice(0, 10)}, ${where}; median of ${Math.min(...rounds)} to ${Math.max(...rounds)} rounds.`;
}

function perNode(ms, nodes) {
  return ((ms * 1000) / nodes).toFixed(0);
}
