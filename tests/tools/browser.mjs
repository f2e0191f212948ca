// What the tools share that look at hosted pages: Debian's Chromium as a small phone, and an ear for what a page must not do.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

export const { BASE_URL, SCREENSHOTS } = process.env;
export const languages = process.env.LANGUAGES.split(',');
export const phone = { viewport: { width: 320, height: 700 }, deviceScaleFactor: 2 };

/** Requests to anybody else, and whatever the browser complained of. */
export const [elsewhere, errors] = [[], []];

const rules = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };

export function launch() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    throw new Error(`There is no browser at ${executablePath}: apt-get install chromium, or set CHROMIUM to another.`);
  }

  return chromium.launch({
    executablePath,
    args: [
      // Root has no sandbox to run it in; nothing but the API under test is opened.
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
    ],
  });
}

export async function open(browser, options) {
  const context = await browser.newContext({ ...phone, ...options });
  context.setDefaultTimeout(20_000);
  return context;
}

export async function visit(context) {
  const page = await context.newPage();
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== BASE_URL) elsewhere.push(request.url());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    // Chromium tells of a page that is a refusal, and asks every site for its icon.
    if (message.type() === 'error' && !/status of 4(00|04|09|22)/.test(message.text())) errors.push(message.text());
  });
  return page;
}

/** What axe finds on the page as it is. */
export async function violations(page) {
  // Through the debugger and not as an element: the page's own policy lets no other script in.
  await page.evaluate(axe.source);
  const found = await page.evaluate((options) => globalThis.axe.run(document, options), rules);
  return found.violations.map(({ id, nodes }) => `${id} ${nodes[0].html}`);
}

export const isTooWide = (page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

export const shoot = (page, name) => page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
