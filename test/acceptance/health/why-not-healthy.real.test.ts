import {describe, expect, it} from 'vitest';
import {docker} from '../../support/docker.js';
import {fastRecipe, writeHello} from '../../support/hello.js';
import {anInstallation} from '../../support/installation.js';
import {makeTinyImage} from '../../support/tiny-image.js';

const impatient = fastRecipe.replace('startPeriod: 20s', 'startPeriod: 0s');
/** An app whose health path redirects to one that is well. */
const redirecting = `${impatient}command: [node, -e, "require('http').createServer((q, r) => r.writeHead(q.url === '/healthz' ? 302 : 200, {Location: '/ok'}).end('ok')).listen(8080)"]\n`;

describe('an instance that does not become healthy', () => {
  it.each([
    {what: 'redirects', recipe: redirecting, told: /GET http:\/\/127\.0\.0\.1:8080\/healthz: status 302 instead of 200-299/},
    {
      what: 'answers with an error',
      recipe: impatient.replace('/healthz', '/gone'),
      told: /8080\/gone: status 404 instead of 200-299/,
    },
    {what: 'is asked on the wrong port', recipe: impatient.replace('http: 8080', 'http: 8099'), told: /8099\/healthz: .*refused/},
  ])('is told with what was asked, how often, and what came, where it $what', async ({recipe, told}) => {
    const installation = await anInstallation();
    const {file} = await writeHello(installation, {slaves: 0, recipe});
    const {exit, json} = await installation.muster('apply', '-f', file, '--yes', '--json');
    expect({exit, code: json.error?.code}).toEqual({exit: 6, code: 'UNHEALTHY'});
    expect(json.error.message).toMatch(told);
    expect(json.error.message).toMatch(/its health check failed (once|\d+ times): GET /);
  });

  it('is up for container and balancer alike where the recipe takes the redirect for healthy', async () => {
    const installation = await anInstallation();
    const {file, url} = await writeHello(installation, {
      slaves: 0,
      recipe: redirecting.replace('path: /healthz,', 'path: /healthz, status: 200-399,'),
    });
    const applied = await installation.muster('apply', '-f', file, '--yes', '--json');
    expect(applied.exit, applied.stderr).toBe(0);
    expect((await fetch(url)).status).toBe(200);
    expect((await installation.muster('status', '--json')).exit).toBe(0);
  });
});

it('an image without a shell is refused before anything moves: it cannot check its own health', async () => {
  const image = 'muster-test-bare:1';
  await makeTinyImage(image, ['httpd', 'wget']);
  const installation = await anInstallation();
  const {file} = await writeHello(installation, {slaves: 0, image: 'muster-test-bare', version: '1'});
  const {exit, json} = await installation.muster('apply', '-f', file, '--yes', '--json');
  expect({exit, error: json.error}).toMatchObject({
    exit: 3,
    error: {code: 'PROBE_IMPOSSIBLE', details: {images: [{app: 'hello', image, lacks: 'sh'}]}},
  });
  expect(await installation.containers('label=muster.kind')).toEqual([]);
  expect(await docker('ps', '-aq', '--filter', `ancestor=${image}`)).toEqual([]);
});
