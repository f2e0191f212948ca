// Access tokens with exactly one thing wrong each: what an API must refuse (RFC 8725, RFC 9068).
import { randomUUID } from 'node:crypto';
import { CompactSign, exportSPKI, generateKeyPair } from 'jose';

// A minute is beyond the 30 seconds of clock skew that the API allows.
const beyondSkew = 60;
const now = () => Math.floor(Date.now() / 1000);

// Each changes a draft that is good otherwise; `nothing` shows that the draft itself is accepted.
export const defects = {
  nothing: () => {},
  alg_none: ({ header }) => { header.alg = 'none'; },
  // Who takes the algorithm from the token and the key from JWKS would verify this one.
  hs256_public_key: async (draft, { publicKey }) => {
    draft.header.alg = 'HS256';
    draft.key = new TextEncoder().encode(await exportSPKI(publicKey));
  },
  foreign_key: async (draft) => { draft.key = (await generateKeyPair('RS256')).privateKey; },
  unknown_kid: ({ header }) => { header.kid = randomUUID(); },
  wrong_typ: ({ header }) => { header.typ = 'JWT'; },
  wrong_aud: ({ payload }) => { payload.aud = 'https://other.example'; },
  missing_aud: ({ payload }) => { delete payload.aud; },
  wrong_iss: ({ payload }) => { payload.iss = 'https://other.example'; },
  missing_iss: ({ payload }) => { delete payload.iss; },
  expired: ({ payload }) => { payload.exp = now() - beyondSkew; },
  missing_exp: ({ payload }) => { delete payload.exp; },
  nbf_in_future: ({ payload }) => { payload.nbf = now() + beyondSkew; },
  changed_after_signing: (draft) => { draft.lateClaims = { sub: randomUUID() }; },
};

export async function makeToken({ issuer, audience, signingKey, defect = 'nothing', claims }) {
  if (!Object.hasOwn(defects, defect)) throw new TypeError(`unknown defect ${defect}`);
  const draft = {
    header: { alg: 'RS256', typ: 'at+jwt', kid: signingKey.kid },
    payload: {
      iss: issuer,
      aud: audience,
      sub: 'somebody',
      client_id: 'safezones-test',
      jti: randomUUID(),
      iat: now() - 2 * beyondSkew,
      exp: now() + 3600,
      ...claims,
    },
    key: signingKey.privateKey,
  };
  await defects[defect](draft, signingKey);
  return encode(draft);
}

async function encode({ header, payload, key, lateClaims }) {
  // The library refuses to write an unsigned token, and rightly so.
  if (header.alg === 'none') return `${part(header)}.${part(payload)}.`;
  const bytes = Buffer.from(JSON.stringify(payload));
  const token = await new CompactSign(bytes).setProtectedHeader(header).sign(key);
  if (!lateClaims) return token;
  const [signedHeader, , signature] = token.split('.');
  return `${signedHeader}.${part({ ...payload, ...lateClaims })}.${signature}`;
}

function part(value) {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
