import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it, onTestFinished} from 'vitest';
import {isSoak} from '../support/runs.js';
import {aCli, type Cli, type CliRun} from '../support/run-cli.js';

const processes = 50;
const commandsEach = isSoak ? 100 : 8;
const installations = 10;
const contested = 5;
/** What a rule may say to one of two who want the same. Nobody is told to try again. */
const refusals = new Set([
  'ENTRY_TAKEN',
  'GROUP_ONE_CLUSTER',
  'CLUSTER_ID_CONFLICT',
  'CLUSTER_NEEDS_SHARED_STORE',
  // On a shared store there are clusters, which look after different things, on machines of their own.
  'ISOLATION',
  'NODE_UNREADY',
  // The cluster that was meant has another id by now.
  'NOT_FOUND',
]);

interface Ran {
  readonly line: string;
  readonly run: CliRun;
}

/** Homes of their own on one store: each is an installation. */
async function homesOf(cli: Cli): Promise<readonly Readonly<Record<string, string>>[]> {
  const store = {MUSTER_STORE: join(cli.home, 'muster.db'), ...cli.store, DOCKER_HOST: ''};
  const homes = Array.from({length: installations - 1}, () => mkdtempSync(join(tmpdir(), 'muster-cli-')));
  onTestFinished(() => homes.forEach((home) => rmSync(home, {recursive: true, force: true})));
  const envs = [cli.home, ...homes].map((home) => ({...store, MUSTER_HOME: home}));
  for (const run of await Promise.all(envs.map((env) => cli.run('init', {env})))) expect(run.exit, run.stderr).toBe(0);
  return envs;
}

/** The command that this process runs next; all of them want the same few things. */
function lineOf(process: number, turn: number): string {
  const one = (process + turn) % contested;
  const lines = [
    `entry add shop-${one}.company.com --env env-${process % contested}`,
    `group bind group-${one} --cluster ${process % 2 === 0 ? 'DEFAULT' : `C${process % contested}`}`,
    `cluster join --id C${(process * 7 + turn) % contested}`,
    `app deploy hello --env env-${process % contested} --version 1.0.0 --dry-run`,
  ];
  return lines[turn % lines.length] as string;
}

function codesOf({json, stdout}: CliRun): readonly string[] {
  if (!json?.error) return [`no answer: ${stdout}`];
  return json.error.details?.violations?.map(({code}: {readonly code: string}) => code) ?? [json.error.code];
}

describe('fifty processes that want the same', () => {
  it(
    'are told by rules who has it, and never of a lock, a deadlock or a busy store; nothing is lost or doubled',
    async () => {
      const cli = await aCli();
      const homes = await homesOf(cli);
      const prepare = [
        'node add web-1 --connect local',
        'app create hello --recipe web --image muster-hello',
        ...Array.from({length: contested}, (_, index) => [
          `group create group-${index}`,
          `env create env-${index}`,
          `env join env-${index} web-1`,
        ]).flat(),
      ];
      for (const line of prepare) {
        const run = await cli.run(line, {env: homes[0] ?? {}});
        expect(run.exit, `${line}: ${run.stderr}`).toBe(0);
      }
      const startedAt = performance.now();
      const ran = (
        await Promise.all(
          Array.from({length: processes}, async (_, process) => {
            const done: Ran[] = [];
            for (let turn = 0; turn < commandsEach; turn += 1) {
              const line = lineOf(process, turn);
              done.push({line, run: await cli.run(`${line} --json`, {env: homes[process % installations] ?? {}})});
            }
            return done;
          }),
        )
      ).flat();
      const seconds = (performance.now() - startedAt) / 1000;
      const failed = ran.filter(({run}) => run.exit !== 0);
      const refused: Record<string, number> = {};
      for (const code of failed.flatMap(({run}) => codesOf(run))) refused[code] = (refused[code] ?? 0) + 1;
      console.log('fifty conflicts', {commands: ran.length, perSecond: Number((ran.length / seconds).toFixed(1)), refused});
      expect(
        failed.filter(({run}) => codesOf(run).some((code) => !refusals.has(code))).map(({line, run}) => [line, run.stdout]),
      ).toEqual([]);

      const list = async (line: string) => (await cli.run(`${line} --json`, {env: homes[0] ?? {}})).json.data;
      const entries: readonly {readonly address: string; readonly env: string}[] = await list('entry list --all-envs');
      expect(new Set(entries.map(({address}) => address)).size).toBe(entries.length);
      expect(entries.length).toBeGreaterThan(0);
      const clusters: readonly {readonly id: string; readonly installation: string}[] = await list('cluster list');
      expect(new Set(clusters.map(({id}) => id)).size).toBe(clusters.length);
      expect(new Set(clusters.map(({installation}) => installation)).size).toBe(clusters.length);
      const audit: readonly unknown[] = await list('audit list --limit 100000');
      // A dry run leaves no record; every other command does.
      expect(audit).toHaveLength(prepare.length + ran.filter(({line}) => !line.includes('--dry-run')).length);
    },
    isSoak ? 7_200_000 : 600_000,
  );
});
