import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {HandMadeFiles} from '../../src/adapters/import/hand-made-files.js';
import {LocalShell} from '../../src/adapters/shell/local-shell.js';
import type {RecipeValue} from '../../src/core/domain/recipe.js';
import {importAll, type ImportResult} from './import.js';

const folder = join(import.meta.dirname, 'shapes');
const shell = new LocalShell();

/** One service as `docker compose config` has it. */
interface Resolved {
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly command?: readonly string[] | null;
  readonly ports?: readonly {readonly target: number; readonly published?: string}[];
  readonly healthcheck?: {readonly test?: readonly string[]};
}

type Part = 'environment' | 'command' | 'ports' | 'health';
type Outcome = 'equal' | 'filled in' | 'told' | 'silent';

async function configOf(file: string): Promise<Readonly<Record<string, Resolved>>> {
  const args = ['compose', '--profile', '*', '-p', 'shapes', '-f', file, 'config', '--format', 'json'];
  const {stdout} = await shell.run({file: 'docker', args});
  return (JSON.parse(stdout.replaceAll('$$', () => '$')) as {readonly services: Readonly<Record<string, Resolved>>}).services;
}

/** What becomes of each part of a service, against what Compose itself would run. */
function outcomesOf(result: ImportResult, name: string, service: Resolved): readonly (readonly [Part, Outcome, string])[] {
  const {apps, declared, notTaken, assumed, mistakes, secrets} = result;
  const keys = [...notTaken, ...assumed, ...mistakes, ...secrets.flatMap(({places}) => places)].map(({key}) => key);
  const at = `services.${name}`;
  const app = apps.find(({services}) => services.some((it) => it.name === name));
  // A service that is not run at all is told as a whole.
  const isLeftOut = app === undefined && notTaken.some(({key}) => key === at);
  const isTold = (key: string) =>
    isLeftOut || keys.some((it) => it === key || it.startsWith(`${key}.`) || it.startsWith(`${key}[`));
  const role = app?.members.find((member) => member.service.name === name)?.role ?? '';
  const config = declared.envs[0]!.deployments.find((it) => it.app === app?.name)?.config ?? {};
  const env: Readonly<Record<string, RecipeValue>> = {...app?.recipe.env, ...config, ...app?.recipe.roles[role]?.env};
  const judge = (part: Part, isEqual: boolean, key: string): readonly [Part, Outcome, string] => [
    part,
    isEqual ? 'equal' : isTold(key) ? 'told' : 'silent',
    key,
  ];
  const test = (service.healthcheck?.test ?? []).join(' ');
  const {health, ports = {}, command} = app?.recipe ?? {};
  return [
    ...Object.entries(service.environment ?? {}).map(([key, value]) => {
      const judged = judge('environment', env[key] === value, `${at}.environment.${key}`);
      return judged[1] === 'silent' && typeof env[key] === 'object' ? (['environment', 'filled in', judged[2]] as const) : judged;
    }),
    ...(service.command?.length
      ? [judge('command', JSON.stringify(command) === JSON.stringify(service.command), `${at}.command`)]
      : []),
    ...(service.ports ?? []).map(({target}, index) =>
      judge('ports', Object.values(ports).includes(target), `${at}.ports[${index}]`),
    ),
    ...(service.healthcheck
      ? [
          judge(
            'health',
            health !== undefined &&
              test.includes(`:${ports[health.port]}${health.path}`) &&
              (health.contains === null || test.includes(health.contains)),
            `${at}.healthcheck`,
          ),
        ]
      : []),
  ];
}

describe('compose files of the shapes that people publish', () => {
  it('run with Muster as Compose would run them, or it is told', async () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
    const outcomes: (readonly [Part, Outcome, string])[] = [];
    let services = 0;
    for (const file of files) {
      const path = join(folder, file);
      const result = await importAll(await new HandMadeFiles({shell: async () => shell, env: {}}).read([path], null));
      for (const [name, service] of Object.entries(await configOf(path))) {
        services += 1;
        outcomes.push(
          ...outcomesOf(result, name, service).map(([part, outcome, key]) => [part, outcome, `${file} ${key}`] as const),
        );
      }
    }
    const count = (part: Part, outcome: Outcome) => outcomes.filter((it) => it[0] === part && it[1] === outcome).length;
    const parts: readonly Part[] = ['environment', 'command', 'ports', 'health'];
    const counts = parts.map((part) => [part, count(part, 'equal'), count(part, 'filled in'), count(part, 'told')]);
    process.stdout.write(`${files.length} files, ${services} services; equal, filled in, told: ${JSON.stringify(counts)}\n`);
    expect(outcomes.filter(([, outcome]) => outcome === 'silent')).toEqual([]);
    expect([files.length, services, counts]).toMatchInlineSnapshot(`
      [
        16,
        36,
        [
          [
            "environment",
            34,
            9,
            43,
          ],
          [
            "command",
            4,
            0,
            7,
          ],
          [
            "ports",
            32,
            0,
            10,
          ],
          [
            "health",
            2,
            0,
            5,
          ],
        ],
      ]
    `);
  });
});
