import {mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {toJSONSchema} from 'zod/mini';
import {describe, expect, it} from 'vitest';
import {recipeSchema} from '../../../src/adapters/recipes/recipe-schema.js';
import {YamlRecipes} from '../../../src/adapters/recipes/yaml-recipes.js';

const folder = fileURLToPath(new URL('../../../recipes', import.meta.url));
const recipes = new YamlRecipes(folder);

function written(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'recipe-')), 'mine.yaml');
  writeFileSync(file, text);
  return file;
}

const minimal =
  'name: mine\ndescription: Mine\nimage: acme/mine\nports: {http: 80}\nroles: {peer: {}}\nhealth: {port: http, path: /}\n';

describe('recipes', () => {
  it('that come along are listed by name', async () => {
    expect((await recipes.list()).map((recipe) => recipe.name)).toEqual(['new-api', 'web']);
  });

  it.each(['new-api', 'web'])('%s is what it was (update with --update)', async (name) => {
    await expect(`${JSON.stringify(await recipes.read(name), null, 2)}\n`).toMatchFileSnapshot(`./${name}.snapshot.json`);
  });

  it.each(['new-api', 'web'])('%s names its schema in its first line', (name) => {
    expect(readFileSync(join(folder, `${name}.yaml`), 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/schemas\/recipe\.schema\.json\n/,
    );
  });

  it('from a file get defaults for what they leave out', async () => {
    expect(await recipes.read(written(minimal))).toMatchObject({
      name: 'mine',
      routes: [{path: '/', port: 'http', websocket: false}],
      roles: {peer: {count: null, weight: 1, env: {}}},
      health: {intervalMs: 2000, retries: 3, contains: null},
      command: null,
      balance: 'round-robin',
      settleMs: 0,
      timeouts: {websocketMs: 3_600_000},
      retryReads: false,
    });
  });

  it('have durations as people write them', async () => {
    const recipe = await recipes.read(
      written(
        `${minimal}settle: 200ms\nstopGrace: 5s\ntimeouts: {read: 10m, websocket: 2h, drain: 0}\n`.replace(
          'drain: 0',
          'drain: "0"',
        ),
      ),
    );
    expect(recipe).toMatchObject({
      settleMs: 200,
      stopGraceMs: 5000,
      timeouts: {readMs: 600_000, websocketMs: 7_200_000, drainMs: 0},
    });
  });

  it.each([
    ['settel: 5s', 'unknown key "settel"; did you mean "settle"?'],
    [
      'settle: 5 s',
      'settle must be a duration such as 200ms, 5s, 10m or 1h, of at most 24d, not "5 s": "5 s" is not a number with ms, s, m, h or d behind it',
    ],
    ['settle: 5', 'settle must be a text, not 5'],
    ['routes: [{path: /, port: htp}]', 'routes[0].port names port "htp", which the recipe does not have; did you mean "http"?'],
    [
      'env: {DSN: {service: database, format: go-dsn}}',
      'env.DSN.service names service "database", which the recipe does not have',
    ],
    [
      'configRules: {A: {notEntryOn: peers, because: x}}',
      'configRules.A.notEntryOn names role "peers", which the recipe does not have; did you mean "peer"?',
    ],
    ['configRules: {A: {matches: "(", because: x}}', 'configRules.A.matches must be a regular expression, not "("'],
    ['env: {DSN: {servce: database, format: go-dsn}}', 'unknown key "servce"; did you mean "service"?'],
  ])('are refused for %s, with the line', async (line, message) => {
    const file = written(`${minimal}${line}\n`);
    await expect(recipes.read(file)).rejects.toMatchObject({code: 'FILE_INVALID', exitCode: 2, message: `${file}:7: ${message}`});
  });

  it('take no image with a tag', async () => {
    await expect(recipes.read(written(minimal.replace('acme/mine', 'acme/mine:1')))).rejects.toMatchObject({
      message: expect.stringMatching(
        /:3: image must be a repository as Docker writes it, without tag and digest, not "acme\/mine:1": it carries a tag, and the version is the tag$/,
      ) as string,
    });
  });

  it('that do not exist are not found', async () => {
    await expect(recipes.read('newapi')).rejects.toMatchObject({
      code: 'RECIPE_NOT_FOUND',
      exitCode: 4,
      message: 'There is no recipe named newapi; did you mean "new-api"?',
      hint: 'Choose one of new-api, web, or give the path of a recipe file, such as ./newapi.yaml.',
    });
    await expect(recipes.read('./none.yaml')).rejects.toMatchObject({
      code: 'RECIPE_NOT_FOUND',
      exitCode: 4,
      message: 'There is no recipe file ./none.yaml.',
    });
  });

  it('have a published schema (update with --update)', async () => {
    await expect(`${JSON.stringify(toJSONSchema(recipeSchema, {io: 'input'}), null, 2)}\n`).toMatchFileSnapshot(
      '../../../schemas/recipe.schema.json',
    );
  });
});
