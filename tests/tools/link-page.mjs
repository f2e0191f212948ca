// Follows action links as a venue's owner does, in a real browser 320 pixels wide: every purpose in every language with axe-core, then
// the stories: the pledge without scripts and in Arabic, the staff with two quick clicks, the intervention by taps with a refused
// note. Prints what it saw, and whatever it should not have.
import { BASE_URL, elsewhere, errors, isTooWide, languages, launch, open, shoot, violations, visit } from './browser.mjs';

// Purpose to path, for looking; story to path, for acting.
const [purposes, stories] = [JSON.parse(process.env.PURPOSES), JSON.parse(process.env.STORIES)];
const browser = await launch();
try {
  const looked = await look();
  console.log(JSON.stringify({
    ...looked, brand: await brand(), keyboard: await keyboard(), pledge: await pledge(), staff: await staff(), intervention: await intervention(), elsewhere, errors,
  }));
} finally {
  await browser.close();
}

async function look() {
  const context = await open(browser);
  const page = await visit(context);
  const [found, tooWide, direction] = [[], [], {}];
  let pages = 0;
  for (const [purpose, path] of Object.entries(purposes)) {
    for (const language of languages) {
      await page.goto(`${BASE_URL}${path}?lang=${language}`);
      pages++;
      direction[language] = await page.locator('html').getAttribute('dir');
      // What is folded away is read as well.
      for (const summary of await page.locator('summary').all()) await summary.click();
      await page.evaluate(() => scrollTo(0, 0));
      found.push(...(await violations(page)).map((violation) => `${purpose} ${language}: ${violation}`));
      if (await isTooWide(page)) tooWide.push(`${purpose} ${language}`);
      if (language === 'en' || language === 'ar') await shoot(page, `link-${purpose}-${language}`);
    }
  }
  const cookies = await context.cookies();
  await context.close();
  return { pages, violations: found, too_wide: tooWide, direction, cookies };
}

// What the policy lets through is seen: the colour of the button and not of the way out, and the logo.
async function brand() {
  const context = await open(browser, { locale: 'en' });
  const page = await visit(context);
  await page.goto(`${BASE_URL}${purposes.withdraw}`);
  const seen = await page.evaluate(() => [
    getComputedStyle(document.querySelector('form button')).backgroundColor, getComputedStyle(document.getElementById('x')).backgroundColor,
    document.images[0].naturalWidth > 0,
  ]);
  await context.close();
  return seen;
}

// From the top with Tab alone: the way out, the form in reading order, the button, the languages.
async function keyboard() {
  const context = await open(browser, { locale: 'en' });
  const page = await visit(context);
  await page.goto(`${BASE_URL}${purposes.declare_staff}`);
  const reached = [];
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate(() => document.activeElement.id || document.activeElement.hreflang || document.activeElement.tagName));
  }
  // The way out stays on top, and covers nothing that has the focus.
  await page.goto(`${BASE_URL}${purposes.log_intervention}`);
  const hidden = [];
  for (let i = 0; i < 30; i++) {
    await page.keyboard.press('Tab');
    const isHidden = await page.evaluate(() => {
      const [box, bar] = [document.activeElement.getBoundingClientRect(), document.querySelector('header').getBoundingClientRect()];
      return document.activeElement.id !== 'x' && box.top < bar.bottom && box.bottom < bar.bottom;
    });
    if (isHidden) hidden.push(await page.evaluate(() => document.activeElement.outerHTML));
  }
  await context.close();
  return { reached, hidden };
}

async function pledge() {
  const context = await open(browser, { javaScriptEnabled: false, locale: 'ar' });
  const page = await visit(context);
  await page.goto(`${BASE_URL}${stories.pledge}`);
  // Nothing is sent before it is said who accepts.
  await page.locator('form button').click();
  const unsaid = await page.locator('form').isVisible();
  await page.locator('input[value="owner"]').check();
  await page.locator('form button').click();
  await page.locator('h1.verified').waitFor();
  const seen = { unsaid, headline: (await page.locator('h1').innerText()).trim(), missing: await page.locator('main ul').first().locator('li').count() };
  await shoot(page, 'link-pledged-ar');
  await page.goto(`${BASE_URL}${stories.pledge}`);
  seen.afterwards = await page.locator('h1').innerText();
  await shoot(page, 'link-gone-ar');
  await context.close();
  return seen;
}

async function staff() {
  const context = await open(browser, { locale: 'en' });
  const page = await visit(context);
  // The line is slow: the first click has acted when the second is made, and its answer has not arrived.
  const answers = [];
  await page.route(`${BASE_URL}${stories.staff}`, async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    const response = await route.fetch();
    answers.push(await response.text());
    return answers.length === 1 ? undefined : route.fulfill({ response });
  });
  await page.goto(`${BASE_URL}${stories.staff}`);
  await page.locator('#n').fill('14');
  await page.evaluate(() => {
    const button = document.querySelector('form button');
    button.click();
    setTimeout(() => button.click(), 1500);
  });
  await page.locator('h1.verified').waitFor();
  const seen = {
    clicks: answers.length, same: answers[0] === answers[1], headline: await page.locator('h1').innerText(), text: await page.locator('main').innerText(),
    violations: await violations(page), too_wide: await isTooWide(page),
  };
  await shoot(page, 'link-staff-en');
  await context.close();
  return seen;
}

// Half past one at the bar: how many taps, and whether a refused note loses any.
async function intervention() {
  const context = await open(browser, { locale: 'en', hasTouch: true });
  const page = await visit(context);
  const begun = Date.now();
  await page.goto(`${BASE_URL}${stories.intervention}`);
  let taps = 0;
  const tap = async (text) => { taps++; await page.getByText(text, { exact: true }).tap(); };
  await tap('Following somebody');
  await tap('Let them stay');
  await tap('Called a taxi');
  await tap('They left by taxi, bus or train');
  await page.locator('#narrative').fill('Her number is 0900 000 000');
  taps++;
  await page.locator('form button').tap();
  await page.locator('[role=alert]').waitFor();
  const refused = {
    fault: await page.locator('[id="narrative-e"]').innerText(), kept: await page.locator('input:checked').evaluateAll((all) => all.map((one) => one.value)),
    note: await page.locator('#narrative').inputValue(), violations: await violations(page), too_wide: await isTooWide(page),
  };
  await shoot(page, 'link-intervention-refused-en');
  await page.locator('#narrative').fill('She was afraid and calmed down.');
  taps++;
  await page.locator('form button').tap();
  await page.locator('h1.verified').waitFor();
  const seen = { taps, seconds: (Date.now() - begun) / 1000, refused, headline: await page.locator('h1').innerText(), violations: await violations(page) };
  await shoot(page, 'link-intervention-en');
  await page.getByText('Report another').tap();
  seen.another = await page.locator('h1').innerText();
  await context.close();
  return seen;
}
