// A real OpenID provider on loopback, for tests that sign people in: `node oidc-provider.mjs [port]`.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { exportJWK, generateKeyPair } from 'jose';
import { defects, makeToken } from './defective-tokens.mjs';
import { ProviderStorage } from './provider-storage.mjs';

// Standard output carries one line, the issuer; the library's notices would come before it.
console.info = console.error;
const { Provider } = await import('oidc-provider');

const audience = 'https://api.safezones.example';
const accounts = new Map();
const cookieKeys = [randomUUID()];
const server = createServer((request, response) => {
  answer(request, response).catch((error) => reply(response, 400, { error: String(error) }));
});
await new Promise((resolve) => server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;

let signingKey;
let provider;
await rotate();

// Whoever started us holds our standard input open, so a test run that dies leaves no orphan behind.
process.stdin.on('end', () => process.exit(0)).on('error', () => process.exit(0)).resume();
console.log(JSON.stringify({ issuer }));

async function answer(request, response) {
  const { pathname, searchParams } = new URL(request.url, issuer);
  const route = `${request.method} ${pathname}`;
  if (route.startsWith('GET /interaction/')) return signInWhoeverIsHinted(request, response);
  if (route === 'GET /test/callback') return reply(response, 200, Object.fromEntries(searchParams));
  if (route === 'GET /test/tokens') return reply(response, 200, { defects: Object.keys(defects) });
  if (route === 'POST /test/tokens') {
    const { defect, claims } = await json(request);
    return reply(response, 200, { token: await makeToken({ issuer, audience, signingKey, defect, claims }) });
  }
  if (route === 'POST /test/accounts') return reply(response, 201, register(await json(request)));
  if (route === 'POST /test/rotate') return reply(response, 200, { kid: await rotate() });
  forgetSession(request);
  return provider.callback()(request, response);
}

function reply(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

// Claims are taken as they come, so that a test can also hand out an `org` that makes no sense.
function register(person) {
  if (typeof person.sub !== 'string' || person.sub === '') throw new TypeError('sub must be a string');
  accounts.set(person.sub, person);
  return person;
}

// A provider reads its keys once, so a rotation is a new provider.
async function rotate() {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = randomUUID();
  const jwk = { ...await exportJWK(privateKey), kid, alg: 'RS256', use: 'sig' };
  provider = new Provider(issuer, configuration(jwk));
  signingKey = { kid, privateKey, publicKey };
  return kid;
}

// With a session kept, a cookie jar that is used for two people would get the first one's tokens twice.
function forgetSession({ headers }) {
  const kept = headers.cookie?.split('; ').filter((cookie) => !cookie.startsWith('_session'));
  if (kept) headers.cookie = kept.join('; ');
}

async function signInWhoeverIsHinted(request, response) {
  const { params } = await provider.interactionDetails(request, response);
  const result = accounts.has(params.login_hint)
    ? { login: { accountId: params.login_hint }, consent: {} }
    : { error: 'access_denied', error_description: 'nobody is registered under this login_hint' };
  await provider.interactionFinished(request, response, result);
}

async function grantWhatIsAsked({ oidc }) {
  const { clientId } = oidc.client;
  const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session.accountId });
  const scope = [...oidc.requestParamScopes].join(' ');
  grant.addOIDCScope(scope);
  grant.addResourceScope(audience, scope);
  await grant.save();
  return grant;
}

function configuration(jwk) {
  return {
    jwks: { keys: [jwk] },
    adapter: ProviderStorage,
    cookies: { keys: cookieKeys },
    clients: [{
      client_id: 'safezones-test',
      client_secret: 'only-for-tests-on-loopback',
      grant_types: ['client_credentials', 'authorization_code'],
      // Our own address, so that a client that follows redirects ends on the code as JSON.
      redirect_uris: [`${issuer}/test/callback`],
      response_types: ['code'],
    }],
    scopes: ['openid'],
    claims: { openid: ['sub', 'email', 'email_verified', 'org'] },
    findAccount: (_, sub) => accounts.has(sub)
      ? { accountId: sub, claims: () => accounts.get(sub) }
      : undefined,
    // A service's claims are registered under its client id, because that is its `sub`.
    extraTokenClaims: (_, token) => {
      const { sub, ...claims } = accounts.get(token.accountId ?? token.clientId) ?? {};
      return claims;
    },
    loadExistingGrant: grantWhatIsAsked,
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    ttl: {
      AccessToken: 3600, ClientCredentials: 3600, IdToken: 3600, Grant: 3600, Interaction: 60, Session: 3600,
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        // Otherwise `openid` in the scope brings an opaque token for the provider's own userinfo.
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          audience,
          scope: 'venues:read venues:write',
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
  };
}
