import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {pageText} from '../../../src/adapters/graph/page/page.js';
import {openPage, startBrowser} from '../../support/browser.js';
import misplacedTexts from './in-page.js?raw';
import {fleetGraph, graphOf, hostileTopology, smallTopology} from './graphs.js';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const pictures = [
  ['a small topology', () => graphOf(smallTopology)],
  ['hostile labels', () => graphOf(hostileTopology)],
  ['12 nodes', () => fleetGraph({nodes: 12, envs: 12})],
  ['200 nodes', () => fleetGraph({nodes: 200, envs: 40})],
  ['2,000 nodes', () => fleetGraph({nodes: 2000, envs: 300})],
] as const;

const viewOf = (page: Page) => page.locator('main svg').getAttribute('viewBox');
const focused = (page: Page) => page.evaluate<string>('document.activeElement.dataset.id ?? document.activeElement.id');

describe('the page in a browser', () => {
  it.each(pictures)('shows %s without a complaint, without a request, and with every text in its place', async (_name, graph) => {
    const {page, complaints, requests} = await openPage(browser, await pageText(graph()));
    expect(await page.locator('main svg [data-kind]').count()).toBeGreaterThan(2);
    expect(await page.evaluate(misplacedTexts)).toEqual([]);
    expect({complaints, requests}).toEqual({complaints: [], requests: []});
    expect(await page.locator('script').count()).toBe(2);
  });

  it('finds what is searched for: marks it, dims the rest, goes from one to the next', async () => {
    const {page} = await openPage(browser, await pageText(graphOf(smallTopology)));
    await page.keyboard.press('/');
    expect(await focused(page)).toBe('search');
    await page.keyboard.type('pay prod');
    await expect.poll(() => page.locator('#found').textContent()).toBe('3 found');
    expect(await page.locator('.hit').evaluateAll((elements) => elements.map((element) => element.dataset['id']))).toEqual([
      'entry/default/prod/shop.com:80',
      'app/default/prod/pay',
      'instance/default/prod/pay-master-1',
    ]);
    expect(await page.locator('[data-id="node/default/web-3"].dim').count()).toBe(1);
    await page.keyboard.press('Enter');
    expect(await page.locator('#found').textContent()).toBe('1 of 3');
    expect(await page.locator('#details h2').textContent()).toBe('entry shop.com');
    await page.keyboard.press('Enter');
    expect(await page.locator('#details h2').textContent()).toBe('app pay');
    await page.keyboard.press('Escape');
    expect(await page.locator('.hit, .dim, .picked').count()).toBe(0);
    expect(await page.locator('#details').isVisible()).toBe(false);
  });

  it('tells of what is clicked, shows what it has to do with, and leads there', async () => {
    const {page} = await openPage(browser, await pageText(graphOf(smallTopology)));
    await page.locator('[data-id="env/default/prod"] text').first().click();
    expect(await page.locator('#details h2').textContent()).toBe('env prod');
    expect(await page.locator('#details dd').first().textContent()).toBe('stage=production, title=生产环境');
    expect(await page.locator('[data-id="env/default/test"].dim, [data-id="node/default/web-3"].dim').count()).toBe(2);
    expect(await page.locator('[data-id="node/default/web-1"].dim, [data-id="env/default/prod"].dim').count()).toBe(0);
    await page.getByRole('button', {name: 'node web-2'}).click();
    expect(await focused(page)).toBe('node/default/web-2');
    expect(await page.locator('#details h2').textContent()).toBe('node web-2');
  });

  it('is used with keys alone', async () => {
    const {page} = await openPage(browser, await pageText(graphOf(smallTopology)));
    for (let presses = 0; presses < 5; presses++) await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('entry/default/prod/shop.com:80');
    expect(await page.locator('#details').isVisible()).toBe(true);
    const walked: (string | undefined)[] = [];
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowLeft']) {
      await page.keyboard.press(key);
      walked.push(await focused(page));
    }
    expect(walked).toEqual([
      'app/default/prod/shop',
      'app/default/prod/pay',
      expect.stringMatching(/^(node|instance)\//),
      expect.stringMatching(/^(env|app|service)\//),
    ]);
    const before = await viewOf(page);
    await page.keyboard.press('+');
    expect(await viewOf(page)).not.toBe(before);
    await page.keyboard.press('0');
    expect(await viewOf(page)).toMatch(/^0 0 /);
  });

  it('moves with the pointer and zooms with the wheel', async () => {
    const {page} = await openPage(browser, await pageText(graphOf(smallTopology)));
    const whole = await viewOf(page);
    await page.mouse.move(700, 400);
    await page.mouse.wheel(0, -300);
    await expect.poll(() => viewOf(page)).not.toBe(whole);
    const zoomed = await viewOf(page);
    await page.mouse.down();
    await page.mouse.move(600, 300, {steps: 4});
    await page.mouse.up();
    const moved = await viewOf(page);
    expect(moved).not.toBe(zoomed);
    expect(moved?.split(' ').slice(2)).toEqual(zoomed?.split(' ').slice(2));
    expect(await page.locator('#details').isVisible()).toBe(false);
  });

  it('is dark where the viewer prefers it', async () => {
    const html = await pageText(graphOf(smallTopology));
    const coloursOf = async (colorScheme: 'light' | 'dark') => {
      const {page} = await openPage(browser, html, {colorScheme});
      return page.evaluate<readonly string[]>(
        "[...['.page', '.card', 'text'].map((one) => getComputedStyle(document.querySelector(`main svg ${one}`)).fill), getComputedStyle(document.body).backgroundColor]",
      );
    };
    const [light, dark] = [await coloursOf('light'), await coloursOf('dark')];
    expect(light).toEqual(['rgb(255, 255, 255)', 'rgb(255, 255, 255)', 'rgb(23, 32, 43)', 'rgb(255, 255, 255)']);
    expect(dark.filter((colour, index) => colour === light[index])).toEqual([]);
  });

  it('prints the whole picture and nothing else', async () => {
    const {page} = await openPage(browser, await pageText(graphOf(smallTopology)));
    await page.locator('[data-id="env/default/prod"] text').first().click();
    await page.keyboard.press('+');
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    await page.emulateMedia({media: 'print'});
    for (const gone of ['header', 'aside', 'footer']) expect(await page.locator(gone).isVisible()).toBe(false);
    expect(await viewOf(page)).toMatch(/^0 0 /);
    expect(await page.locator('main svg').isVisible()).toBe(true);
  });

  it('fits a small screen', async () => {
    const {page} = await openPage(browser, await pageText(graphOf(smallTopology)), {viewport: {width: 390, height: 780}});
    await page.locator('[data-id="env/default/prod"] text').first().click({force: true});
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    const [picked, details] = [await page.locator('.picked').boundingBox(), await page.locator('#details').boundingBox()];
    expect(picked!.y + picked!.height).toBeLessThanOrEqual(details!.y);
  });
});
