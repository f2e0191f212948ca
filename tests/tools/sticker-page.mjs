// Opens a sticker's page as a passer-by's phone does, in a real browser 320 pixels wide: in every language and state with
// axe-core, without scripts, with a position, and out by the quick exit. Prints what it saw, and whatever it should not have.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

const { BASE_URL, SCREENSHOTS } = process.env;
const states = JSON.parse(process.env.STATES);
const languages = process.env.LANGUAGES.split(',');
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
if (!existsSync(executablePath)) {
  throw new Error(`There is no browser at ${executablePath}: apt-get install chromium, or set CHROMIUM to another.`);
}

const phone = { viewport: { width: 320, height: 700 }, deviceScaleFactor: 2 };
const rules = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
const [elsewhere, errors] = [[], []];
const browser = await chromium.launch({
  executablePath,
  args: [
    // Root has no sandbox to run it in; nothing but the API under test is opened.
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
  ],
});
try {
  const looked = await look();
  console.log(JSON.stringify({
    ...looked, without_script: await withoutScript(), near: await near(), refused: await refused(), exit: await exit(), elsewhere, errors,
  }));
} finally {
  await browser.close();
}

// Every state in every language: what axe finds, whether it scrolls sideways, what a keyboard reaches first.
async function look() {
  const context = await open({ ...phone });
  const page = await visit(context);
  const [violations, tooWide, firstFocus] = [[], [], new Set()];
  let pages = 0;
  for (const [state, path] of Object.entries(states)) {
    for (const language of languages) {
      await page.goto(`${BASE_URL}${path}?lang=${language}`);
      pages++;
      // Through the debugger and not as an element: the page's own policy lets no other script in.
      await page.evaluate(axe.source);
      const found = await page.evaluate((options) => globalThis.axe.run(document, options), rules);
      violations.push(...found.violations.map(({ id, nodes }) => `${state} ${language}: ${id} ${nodes[0].html}`));
      if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) tooWide.push(`${state} ${language}`);
      await page.keyboard.press('Tab');
      firstFocus.add(await page.evaluate(() => document.activeElement.id));
    }
  }
  const cookies = await context.cookies();
  await context.close();
  return { pages, violations, too_wide: tooWide, first_focus: [...firstFocus], cookies };
}

async function withoutScript() {
  const context = await open({ ...phone, javaScriptEnabled: false, locale: 'ar' });
  const page = await visit(context);
  await page.goto(`${BASE_URL}${states.verified}`);
  const seen = {
    headline: await page.locator('h1').innerText(),
    direction: await page.locator('html').getAttribute('dir'),
    places: await page.locator('li strong').allInnerTexts(),
    asks_for_position: await page.locator('form').isVisible(),
  };
  await page.screenshot({ path: join(SCREENSHOTS, 'sticker-ar-without-script.png'), fullPage: true });
  // The switch is a link like any other.
  await page.locator('a[hreflang="fr"]').click();
  seen.switched = await page.locator('html').getAttribute('lang');
  await context.close();
  return seen;
}

// The phone gives a position when the button is pressed, and not before.
async function near() {
  const context = await open({
    ...phone, locale: 'en', permissions: ['geolocation'], geolocation: { latitude: 21.0768123, longitude: 105.8504567 },
  });
  const page = await visit(context);
  const sent = [];
  page.on('request', (request) => { if (request.method() === 'POST') sent.push(request.postData()); });
  await page.goto(`${BASE_URL}${states.verified}`);
  await page.waitForTimeout(300);
  const unasked = sent.length;
  await page.locator('button').click();
  await page.getByText('Nearest to your position').waitFor();
  await page.evaluate(axe.source);
  const found = await page.evaluate((options) => globalThis.axe.run(document, options), rules);
  await page.screenshot({ path: join(SCREENSHOTS, 'sticker-en-near.png'), fullPage: true });
  const seen = {
    unasked, sent, address: page.url(), places: await page.locator('li strong').allInnerTexts(), violations: found.violations.map(({ id }) => id),
  };
  await context.close();
  return seen;
}

async function refused() {
  const context = await open({ ...phone, locale: 'en' });
  const page = await visit(context);
  await page.goto(`${BASE_URL}${states.verified}`);
  await page.locator('button').click();
  await page.locator('#e').waitFor();
  const told = await page.locator('#e').innerText();
  await context.close();
  return told;
}

// Whoever looks at the phone afterwards and goes back does not come to the page.
async function exit() {
  const context = await browser.newContext(phone);
  await context.route('https://www.wikipedia.org/**', (route) => route.fulfill({ contentType: 'text/html', body: '<title>W</title>' }));
  const page = await context.newPage();
  const referrers = [];
  page.on('request', (request) => { if (request.url().includes('wikipedia')) referrers.push(request.headers().referer ?? null); });
  await page.goto(`${BASE_URL}/health/live`);
  await page.goto(`${BASE_URL}${states.verified}`);
  await page.locator('#x').click();
  await page.waitForURL('https://www.wikipedia.org/**');
  await page.goBack();
  const seen = { referrers, back: new URL(page.url()).pathname };
  await context.close();
  return seen;
}

async function open(options) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(20_000);
  return context;
}

async function visit(context) {
  const page = await context.newPage();
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== BASE_URL) elsewhere.push(request.url());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    // Chromium tells of the page of an unknown code, and asks every site for its icon.
    if (message.type() === 'error' && !message.text().includes('404')) errors.push(message.text());
  });
  return page;
}
