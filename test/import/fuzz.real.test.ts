import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {recipeSchema} from '../../src/adapters/recipes/recipe-schema.js';
import {topologySchema} from '../../src/adapters/topology-file/topology-schema.js';
import {validateDocument} from '../../src/adapters/yaml/validate.js';
import {parseYaml} from '../../src/adapters/yaml/yaml-text.js';
import {importedFiles} from '../../src/cli/imported-files.js';
import {importReport} from '../../src/cli/views/imported.js';
import {plainStyle} from '../../src/cli/views/style.js';
import {Failure} from '../../src/core/domain/errors.js';
import type {Recipe} from '../../src/core/domain/model.js';
import type {Violation} from '../../src/core/domain/violation.js';
import {validateDeclaration} from '../../src/core/use-cases/declared-changes.js';
import {LocalShell} from '../../src/adapters/shell/local-shell.js';
import {isSoak, runs} from '../support/runs.js';
import {importTexts as importWith, shippedRecipes, told, type ImportResult, type Texts} from './import.js';

const importTexts = (texts: Texts) => importWith(texts, {shell: new LocalShell()});

/** A word that stands nowhere but in values of secrets. */
const canary = 'Canary7q';

const scalar = fc.oneof(
  fc.constantFrom(
    '',
    'x',
    'a b',
    '${X}',
    '${X:-',
    '$',
    '80',
    '80:80',
    '/a:/b',
    'local',
    'localhost',
    'mysql:8',
    'calciumion/new-api:1',
    'slave',
    '0',
    '99999',
    '1m',
  ),
  fc.string({maxLength: 6}),
  fc.integer({min: -2, max: 70_000}),
  fc.boolean(),
  fc.constant(null),
);
const word = fc.oneof(
  fc.constantFrom(
    ...[
      'image',
      'environment',
      'ports',
      'volumes',
      'deploy',
      'replicas',
      'healthcheck',
      'test',
      'command',
      'container_name',
      'depends_on',
      'env_file',
    ],
    ...[
      'target',
      'published',
      'SQL_DSN',
      'NODE_TYPE',
      'SESSION_SECRET',
      'REDIS_CONN_STRING',
      'constructor',
      'toString',
      'hasOwnProperty',
      '__proto__',
      'services',
    ],
  ),
  fc.string({maxLength: 4}),
);
const value = fc.letrec<{any: unknown}>((tie) => ({
  any: fc.oneof(
    {maxDepth: 4, depthIdentifier: 'value'},
    scalar,
    fc.array(tie('any'), {maxLength: 3}),
    fc.dictionary(word, tie('any'), {maxKeys: 4}),
  ),
})).any;
const image = fc.constantFrom('calciumion/new-api:1', 'acme/shop:1', 'mysql', 'redis:7', 'reg.io:5000/a/B_c:x', 'acme/shop');
const ports = fc.array(fc.constantFrom('80', '8080:80', '9090:90', '81:80'), {maxLength: 2});
const variable = fc.constantFrom(
  'NODE_TYPE=slave',
  'NODE_TYPE=Slave',
  'ROLE=a',
  'ROLE=b',
  'my-key=1',
  'A.B=2',
  'my key=3',
  'DB_HOST=a',
  'REDIS_URL=redis://b/1',
  'SQL_DSN=u:p@tcp(c:1)/d',
  'X=mysql://h:0/d',
  'SQL_DSN=mysql://[::1]/é',
  'HOSTNAME=a',
  'É=1',
  '1A=2',
);
const service = fc
  .record({image, ports, environment: fc.array(variable, {maxLength: 4}), rest: fc.dictionary(word, value, {maxKeys: 4})})
  .map(({rest, ...known}) => ({...known, ...rest}));

const member = fc.record({
  image: fc.constantFrom('calciumion/new-api:1', 'calciumion/new-api:1', 'acme/shop:1', 'mysql', 'redis:7'),
  ports: fc.array(fc.constantFrom('80', '8080:80', '81:80', '3000:3000'), {maxLength: 2}),
  environment: fc.array(
    fc.oneof(
      variable,
      fc.constantFrom(
        'REDIS_CONN_STRING=redis://c',
        'SESSION_SECRET=a',
        'sync_frequency=1',
        'node_type=slave',
        'SQL_DSN=local',
        'SQL_DSN=u@tcp(localhost)/x',
        'REDIS_CONN_STRING=',
      ),
    ),
    {maxLength: 6},
  ),
  scale: fc.constantFrom(0, 1, 1, 2),
  container_name: fc.constantFrom('a', 'q'),
});
const server = fc
  .tuple(
    fc.constantFrom('a', 'b', '10.0.0.1', '10.0.0.2', 'localhost'),
    fc.constantFrom(80, 8080, 3000),
    fc.constantFrom('', 'weight=3', 'weight=5', 'weight=700', 'backup', 'down'),
  )
  .map(([host, port, word]) => `server ${host}:${port} ${word};`);
const balancer = fc
  .tuple(
    fc.array(server, {minLength: 1, maxLength: 3}),
    fc.constantFrom('', 'ip_hash;', 'least_conn;'),
    fc.constantFrom('_', 'a.com', 'a.com b.com', '*.x'),
  )
  .map(
    ([servers, strategy, name]) =>
      `upstream u { ${strategy} ${servers.join(' ')} } server { server_name ${name}; location / { proxy_pass http://u; } location /x { proxy_pass http://b:80; } }`,
  );

/** What a user would be told and given of these texts; null when they are refused as they should be. */
async function outcomeOf(texts: Readonly<Record<string, string>>): Promise<string | null> {
  let result: ImportResult;
  try {
    result = await importTexts(texts);
  } catch (error) {
    expect(error).toBeInstanceOf(Failure);
    return null;
  }
  const files = await importedFiles(result, null);
  expect(validateDocument(topologySchema, parseYaml(files.text, 'topology'))).not.toHaveProperty('problems');
  for (const recipe of files.recipes.values())
    expect(validateDocument(recipeSchema, parseYaml(recipe, 'recipe'))).not.toHaveProperty('problems');
  return JSON.stringify(told(result)) + files.text + [...files.recipes.values()].join('') + importReport(files.data, plainStyle);
}

/** Compose is asked for each try. */
const patience = {timeout: isSoak ? 900_000 : 180_000};

describe('whatever is imported', patience, () => {
  it('is read or refused with a failure, when it is any compose file', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.oneof(fc.constantFrom('a', 'b', 'c'), word), service, {maxKeys: 4}),
        fc.dictionary(word, value, {maxKeys: 2}),
        async (services, more) => {
          await outcomeOf({'c.json': JSON.stringify({...more, services})});
        },
      ),
      runs(30),
    );
  });

  it('is read or refused with a failure, when it is any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({unit: 'binary', maxLength: 80}), async (text) => void (await outcomeOf({'c.yaml': text}))),
      runs(30),
    );
    const yaml = fc.string({
      unit: fc.constantFrom('a', ':', ' ', '\n', '- ', '[', ']', '{', '}', '&x', '*x', '<<', '"', "'", '|', '!t ', '#', ','),
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(yaml, async (text) => void (await outcomeOf({'c.yaml': `services:\n  a:\n    ${text}`}))),
      runs(30),
    );
  });

  it('is refused when it is nested too deeply to be read', async () => {
    for (const text of [
      `a: ${'['.repeat(20_000)}`,
      `a: ${'{a: '.repeat(20_000)}`,
      `services: {a: {image: "${'${A:-'.repeat(50_000)}"}}`,
    ]) {
      await expect(importTexts({'c.yaml': text})).rejects.toBeInstanceOf(Failure);
    }
  });

  it('becomes a topology that rules refuse only for mistakes that were told', async () => {
    const shipped = new Map((await shippedRecipes()).map((recipe) => [recipe.name, recipe]));
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom('a', 'b', 'c', 'db'), member, {minKeys: 1}),
        fc.option(balancer),
        async (services, nginx) => {
          const {declared, recipes, mistakes} = await importTexts({
            'c.json': JSON.stringify({services}),
            ...(nginx ? {'n.conf': nginx} : {}),
          });
          const read = async (name: string) => (recipes.get(name) ?? shipped.get(name)) as Recipe;
          const ports = {recipes: async () => ({read, list: async () => []})};
          const violations = await validateDeclaration(ports, declared).then(
            () => [],
            (error: Failure) => error.details['violations'] as Violation[],
          );
          const refused = violations.filter(({severity}) => severity === 'error').map(({code}) => code);
          // The rules of what is shared know localhost under their own codes.
          const known = mistakes.flatMap(({code}) =>
            code === 'LOCALHOST_IN_CONTAINER' ? ['SHARED_DATABASE', 'SHARED_CACHE'] : [code],
          );
          expect(known).toEqual(expect.arrayContaining(refused));
        },
      ),
      runs(30),
    );
  });

  it('never tells a secret, wherever it stands', async () => {
    const secretly = fc.constantFrom(
      ...[
        `SESSION_SECRET=${canary}`,
        `DB_PASSWORD=${canary}`,
        `SQL_DSN=root:${canary}@tcp(h:3306)/d`,
        `REDIS_CONN_STRING=redis://:${canary}@h`,
      ],
      ...[
        `A=mysql://u:${canary}@h/d`,
        `B=https://u:${canary}@h/`,
        `TOKEN=${canary}`,
        `SQL_DSN=mysql://u:${canary}@h/d`,
        `session_secret=${canary}`,
        `NODE_TYPE_TOKEN=${canary}`,
      ],
      ...[
        `LOG_SQL_DSN=u:${canary}@tcp(h)/x`,
        `REDIS_PASSWORD=${canary}`,
        `SQL_DSN=postgres://u:${canary}@h/d`,
        `X=Bearer ${canary}`,
        `MEILI_MASTER_KEY=${canary}`,
        `BASIC_AUTH=user:${canary}`,
        `NOTIFY=https://discord.com/api/webhooks/1/${canary}`,
        `JAVA_OPTS=-Xmx1g -Dapp.password=${canary}`,
        `REDIS_CONN_STRING=h:1,${canary}@h:2`,
      ],
    );
    const plain = fc.constantFrom('NODE_TYPE=slave', 'TZ=UTC', 'SYNC_FREQUENCY=5m', 'FRONTEND_BASE_URL=http://a.com');
    const one = fc.record({
      image: fc.constantFrom('calciumion/new-api:1', 'acme/shop:1', 'mysql:8', 'redis:7', 'nginx'),
      ports: fc.constantFrom(['80:80'], ['3000']),
      environment: fc.array(fc.oneof(secretly, plain), {maxLength: 4}),
      command: fc.constantFrom(
        [],
        ['serve'],
        ['redis-server', '--requirepass', canary],
        `serve --token=${canary}`,
        `mysqld -p${canary}`,
      ),
      healthcheck: fc.constantFrom(
        {test: ['CMD-SHELL', `mysqladmin ping -p${canary} || true`]},
        {test: `curl http://u:${canary}@localhost/up?token=${canary}`},
      ),
    });
    const nginx = `server { location / { proxy_pass http://u:${canary}@h; proxy_set_header Authorization ${canary}; auth_basic ${canary}; } }`;
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom('a', 'b', 'c'), one, {minKeys: 1}), async (services) => {
        expect(await outcomeOf({'c.json': JSON.stringify({services}), 'n.conf': nginx})).not.toContain(canary);
      }),
      runs(30),
    );
  });
});
