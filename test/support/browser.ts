import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {chromium, type Browser, type Page} from 'playwright-core';
import {onTestFinished} from 'vitest';

/** The distribution's Chromium, without a window and without anything that it does by itself. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface OpenedPage {
  readonly page: Page;
  /** What the page complained of. */
  readonly complaints: readonly string[];
  /** What it asked for, beside itself. */
  readonly requests: readonly string[];
}

export interface PageOptions {
  readonly colorScheme?: 'light' | 'dark';
  readonly viewport?: {readonly width: number; readonly height: number};
}

/** Opens a text as a file, as a person would. */
export async function openPage(
  browser: Browser,
  html: string,
  {colorScheme = 'light', viewport = {width: 1400, height: 900}}: PageOptions = {},
): Promise<OpenedPage> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-page-'));
  const file = join(folder, 'page.html');
  writeFileSync(file, html);
  const page = await browser.newPage({colorScheme, viewport});
  onTestFinished(async () => {
    await page.close();
    rmSync(folder, {recursive: true, force: true});
  });
  const [complaints, requests]: [string[], string[]] = [[], []];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  const own = pathToFileURL(file).href;
  page.on('request', (request) => request.url() !== own && requests.push(request.url()));
  await page.goto(own);
  return {page, complaints, requests};
}
