// Opens a sticker's page as a passer-by's phone does, in a real browser 320 pixels wide: in every language and state with
// axe-core, without scripts, with a position, and out by the quick exit. Prints what it saw, and whatever it should not have.
import { BASE_URL, elsewhere, errors, isTooWide, languages, launch, open, phone, shoot, violations, visit } from './browser.mjs';

const states = JSON.parse(process.env.STATES);
const browser = await launch();
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
  const context = await open(browser);
  const page = await visit(context);
  const [found, tooWide, firstFocus] = [[], [], new Set()];
  let pages = 0;
  for (const [state, path] of Object.entries(states)) {
    for (const language of languages) {
      await page.goto(`${BASE_URL}${path}?lang=${language}`);
      pages++;
      // The paper that somebody prints.
      if (state === 'certificate') await shoot(page, `certificate-${language}`);
      found.push(...(await violations(page)).map((violation) => `${state} ${language}: ${violation}`));
      if (await isTooWide(page)) tooWide.push(`${state} ${language}`);
      await page.keyboard.press('Tab');
      firstFocus.add(await page.evaluate(() => document.activeElement.id));
    }
  }
  const cookies = await context.cookies();
  await context.close();
  return { pages, violations: found, too_wide: tooWide, first_focus: [...firstFocus], cookies };
}

async function withoutScript() {
  const context = await open(browser, { javaScriptEnabled: false, locale: 'ar' });
  const page = await visit(context);
  await page.goto(`${BASE_URL}${states.verified}`);
  const seen = {
    headline: await page.locator('h1').innerText(),
    direction: await page.locator('html').getAttribute('dir'),
    places: await page.locator('li strong').allInnerTexts(),
    asks_for_position: await page.locator('form').isVisible(),
  };
  await shoot(page, 'sticker-ar-without-script');
  // The switch is a link like any other.
  await page.locator('a[hreflang="fr"]').click();
  seen.switched = await page.locator('html').getAttribute('lang');
  await context.close();
  return seen;
}

// The phone gives a position when the button is pressed, and not before.
async function near() {
  const context = await open(browser, {
    locale: 'en', permissions: ['geolocation'], geolocation: { latitude: 21.0768123, longitude: 105.8504567 },
  });
  const page = await visit(context);
  const sent = [];
  page.on('request', (request) => { if (request.method() === 'POST') sent.push(request.postData()); });
  await page.goto(`${BASE_URL}${states.verified}`);
  await page.waitForTimeout(300);
  const unasked = sent.length;
  await page.locator('button').click();
  await page.getByText('Nearest to your position').waitFor();
  const found = await violations(page);
  await shoot(page, 'sticker-en-near');
  const seen = { unasked, sent, address: page.url(), places: await page.locator('li strong').allInnerTexts(), violations: found };
  await context.close();
  return seen;
}

async function refused() {
  const context = await open(browser, { locale: 'en' });
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
