// Signs a person in at oidc-provider.mjs in plain HTTP, as a browser would: what a test in any language does.
import { createHash, randomBytes } from 'node:crypto';

const authorization = `Basic ${btoa('safezones-test:only-for-tests-on-loopback')}`;

export async function signIn(issuer, sub, jar) {
  const { code, verifier } = await authorize(issuer, sub, jar);
  return exchange(issuer, code, verifier);
}

export async function authorize(issuer, sub, jar) {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: 'safezones-test',
    response_type: 'code',
    redirect_uri: `${issuer}/test/callback`,
    scope: 'openid venues:read',
    login_hint: sub,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  let address = `${issuer}/auth?${query}`;
  for (let hops = 0; hops < 10; hops++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      jar.set(name, value);
    }
    if (!response.headers.has('location')) return { ...await response.json(), verifier };
    address = new URL(response.headers.get('location'), issuer).href;
  }
  throw new Error('the provider redirects without end');
}

export function exchange(issuer, code, verifier) {
  return token(issuer, {
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: `${issuer}/test/callback`,
  });
}

export async function token(issuer, form) {
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { authorization },
    body: new URLSearchParams(form),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}
