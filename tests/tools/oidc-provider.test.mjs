// Shows that the provider is one: `npm test`.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createRemoteJWKSet, exportSPKI, importJWK, jwtVerify } from 'jose';
import { authorize, exchange, signIn, token } from './sign-in.mjs';

const audience = 'https://api.safezones.example';
let child;
let issuer;

before(async () => { ({ child, issuer } = await start()); });
after(() => child.stdin.end());

test('Discovery names the issuer and its endpoints', async () => {
  const document = await getJson(`${issuer}/.well-known/openid-configuration`);
  assert.equal(document.issuer, issuer);
  assert.ok(document.grant_types_supported.includes('client_credentials'));
  for (const endpoint of ['jwks_uri', 'authorization_endpoint', 'token_endpoint']) {
    assert.ok(document[endpoint].startsWith(`${issuer}/`), endpoint);
  }
});

test('JWKS holds one public RS256 key and nothing private', async () => {
  const { keys } = await getJson(`${issuer}/jwks`);
  assert.equal(keys.length, 1);
  assert.deepEqual(Object.keys(keys[0]).sort(), ['alg', 'e', 'kid', 'kty', 'n', 'use']);
});

test('A person signs in through the code flow and gets a token that verifies', async () => {
  const person = await register();
  const { access_token } = await signIn(issuer, person.sub, new Map());
  const { payload } = await verify(access_token);
  const { sub, email, email_verified, org, client_id, scope, iat, exp } = payload;
  assert.deepEqual({ sub, email, email_verified, org }, person);
  assert.equal(client_id, 'safezones-test');
  assert.equal(scope, 'venues:read');
  assert.equal(exp - iat, 3600);
});

test('One cookie jar may be used for two people', async () => {
  const [one, other] = [await register(), await register()];
  const jar = new Map();
  for (const person of [one, other, one]) {
    const { payload } = await verify((await signIn(issuer, person.sub, jar)).access_token);
    assert.equal(payload.sub, person.sub);
    assert.equal(payload.org, person.org);
  }
});

test('A person who is not registered is refused', async () => {
  const answer = await authorize(issuer, randomUUID(), new Map());
  assert.equal(answer.error, 'access_denied');
  assert.equal(answer.code, undefined);
});

test('A service signs in with client credentials and carries its organisation', async () => {
  await register({ sub: 'safezones-test', org: 'org-of-the-service' });
  const { access_token } = await token(issuer, { grant_type: 'client_credentials', scope: 'venues:read' });
  const { payload } = await verify(access_token);
  assert.equal(payload.sub, 'safezones-test');
  assert.equal(payload.org, 'org-of-the-service');
});

test('Rotation publishes another key and withdraws the first', async () => {
  const person = await register();
  const early = (await signIn(issuer, person.sub, new Map())).access_token;
  const { kid } = await post('/test/rotate');
  const late = (await signIn(issuer, person.sub, new Map())).access_token;

  assert.deepEqual((await getJson(`${issuer}/jwks`)).keys.map((key) => key.kid), [kid]);
  assert.equal((await verify(late)).protectedHeader.kid, kid);
  await assert.rejects(verify(early), { code: 'ERR_JWKS_NO_MATCHING_KEY' });
});

test('A code from before a rotation is still exchanged after it', async () => {
  const { sub } = await register();
  const { code, verifier } = await authorize(issuer, sub, new Map());
  const { kid } = await post('/test/rotate');
  const { access_token } = await exchange(issuer, code, verifier);
  assert.equal((await verify(access_token)).protectedHeader.kid, kid);
});

test('Each defective token is refused for its defect, the same token without one accepted', async () => {
  const claims = { sub: randomUUID(), org: 'some-org' };
  const codes = {};
  for (const defect of (await getJson(`${issuer}/test/tokens`)).defects) {
    const made = await post('/test/tokens', { defect, claims });
    codes[defect] = await verify(made.token).then(() => 'accepted', ({ code, claim }) => claim ?? code);
  }
  assert.deepEqual(codes, {
    nothing: 'accepted',
    alg_none: 'ERR_JOSE_ALG_NOT_ALLOWED',
    hs256_public_key: 'ERR_JOSE_ALG_NOT_ALLOWED',
    foreign_key: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    unknown_kid: 'ERR_JWKS_NO_MATCHING_KEY',
    wrong_typ: 'typ',
    wrong_aud: 'aud',
    missing_aud: 'aud',
    wrong_iss: 'iss',
    missing_iss: 'iss',
    expired: 'exp',
    missing_exp: 'exp',
    nbf_in_future: 'nbf',
    changed_after_signing: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
  });
});

test('A confused verifier would accept the token that is signed with the public key', async () => {
  const { token: forged } = await post('/test/tokens', { defect: 'hs256_public_key' });
  const [key] = (await getJson(`${issuer}/jwks`)).keys;
  const secret = new TextEncoder().encode(await exportSPKI(await importJWK(key)));
  assert.equal((await jwtVerify(forged, secret)).payload.iss, issuer);
});

test('A defect that does not exist is a mistake of the test and is told', async () => {
  const response = await fetch(`${issuer}/test/tokens`, { method: 'POST', body: '{"defect":"toString"}' });
  assert.equal(response.status, 400);
});

test('It exits when its standard input closes', async () => {
  const another = await start();
  another.child.stdin.end();
  const [code] = await once(another.child, 'exit');
  assert.equal(code, 0);
});

async function start() {
  const program = fileURLToPath(new URL('./oidc-provider.mjs', import.meta.url));
  const started = spawn(process.execPath, [program, '0'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const [line] = await once(createInterface({ input: started.stdout }), 'line');
  return { child: started, issuer: JSON.parse(line).issuer };
}

// A fresh JWKS each time, because the tests rotate it.
function verify(accessToken) {
  return jwtVerify(accessToken, createRemoteJWKSet(new URL(`${issuer}/jwks`)), {
    issuer,
    audience,
    typ: 'at+jwt',
    algorithms: ['RS256'],
    clockTolerance: 30,
    requiredClaims: ['exp'],
  });
}

function register(person) {
  const sub = randomUUID();
  const somebody = { sub, email: `${sub}@people.example`, email_verified: true, org: `org-${sub}` };
  return post('/test/accounts', person ?? somebody);
}

async function post(path, body = {}) {
  const response = await fetch(issuer + path, { method: 'POST', body: JSON.stringify(body) });
  assert.ok(response.ok, await response.clone().text());
  return response.json();
}

async function getJson(address) {
  return (await fetch(address)).json();
}
