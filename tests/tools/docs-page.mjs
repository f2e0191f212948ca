// Uses /docs as a newcomer does, in a real browser: asks for the venues without a token, with a pasted one, and as a
// service account. Prints what the page showed each time, and whatever it did that it should not.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const { BASE_URL, TOKEN, CLIENT_ID, CLIENT_SECRET, SCREENSHOTS } = process.env;
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
if (!existsSync(executablePath)) {
  throw new Error(`There is no browser at ${executablePath}: apt-get install chromium, or set CHROMIUM to another.`);
}

const browser = await chromium.launch({
  executablePath,
  args: [
    // Root has no sandbox to run it in; nothing but the API under test is opened.
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
  ],
});
try {
  console.log(JSON.stringify(await visit()));
} finally {
  await browser.close();
}

async function visit() {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1500 } });
  page.setDefaultTimeout(20_000);
  const [elsewhere, errors] = [[], []];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.origin !== BASE_URL) elsewhere.push(request.url());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    // Chromium tells of every 401; what the page shows of it is looked at below.
    const isRefusal = message.text().includes('401') && message.location().url.startsWith(`${BASE_URL}/v1/`);
    if (message.type() === 'error' && !isRefusal) errors.push(message.text());
  });

  await page.goto(`${BASE_URL}/docs`);
  // Of so many operations the page draws only those in sight.
  await page.locator('.operation-filter-input').fill('Venues');
  const operation = page.locator('[id$="-listVenues"]');
  await operation.locator('.opblock-summary-control').click();
  await operation.getByRole('button', { name: 'Try it out' }).click();

  const anonymous = await execute(page, operation);
  await page.screenshot({ path: join(SCREENSHOTS, 'docs-anonymous.png') });

  const pasted = await openAuthorization(page, '(http, Bearer)');
  await pasted.getByLabel('auth-bearer-value').fill(TOKEN);
  await pasted.getByRole('button', { name: 'Apply credentials' }).click();
  await page.screenshot({ path: join(SCREENSHOTS, 'docs-authorize.png') });
  await page.getByRole('button', { name: 'Close' }).first().click();
  const bearer = await execute(page, operation);
  await page.screenshot({ path: join(SCREENSHOTS, 'docs-bearer.png') });

  const given = await openAuthorization(page, '(http, Bearer)');
  await given.getByRole('button', { name: 'Remove authorization' }).click();
  const machine = page.locator('.auth-container', { hasText: 'client_credentials' });
  await machine.getByLabel('client_id').fill(CLIENT_ID);
  await machine.getByLabel('client_secret').fill(CLIENT_SECRET);
  // The page draws its own boxes and hides the real ones behind their labels.
  await machine.locator('label[for^="venues:read-"]').click();
  await machine.getByRole('button', { name: 'Apply given OAuth2 credentials' }).click();
  await machine.getByRole('button', { name: 'Remove authorization' }).waitFor();
  await page.screenshot({ path: join(SCREENSHOTS, 'docs-client-credentials.png') });
  await page.getByRole('button', { name: 'Close' }).first().click();
  const clientCredentials = await execute(page, operation);

  return { anonymous, bearer, client_credentials: clientCredentials, elsewhere, errors };
}

async function openAuthorization(page, scheme) {
  await page.locator('.scheme-container .btn.authorize').click();
  return page.locator('.auth-container', { hasText: scheme });
}

// Presses Execute and reads the answer off the page.
async function execute(page, operation) {
  const answered = page.waitForResponse((response) => response.url().startsWith(`${BASE_URL}/v1/venues`));
  await operation.locator('.btn.execute').click();
  const { status, request } = await answered.then((response) => ({ status: response.status(), request: response.url() }));
  const shown = operation.locator('.live-responses-table');
  await shown.locator('.response-col_status', { hasText: String(status) }).waitFor();
  return { status, request, body: await shown.locator('.response-col_description pre').first().innerText() };
}
