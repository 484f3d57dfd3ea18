/** Forged answers: each one a mistake or an attack a careful client must refuse. */
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { SignJWT, UnsecuredJWT, decodeJwt, decodeProtectedHeader, importJWK } from 'jose';
import { control } from './control.mjs';

const HOUR = 3600;
const now = () => Math.floor(Date.now() / 1000);
const without = (name) => ({ [name]: _removed, ...rest }) => rest;

const CLAIM_CHANGES = {
  'wrong-issuer': (claims) => ({ ...claims, iss: 'http://evil.example' }),
  'wrong-audience': (claims) => ({ ...claims, aud: 'another-client', azp: undefined }),
  'wrong-azp': (claims) => ({ ...claims, azp: 'another-client' }),
  'extra-audience': (claims) => ({ ...claims, aud: [claims.aud, 'another-client'], azp: undefined }),
  expired: (claims) => ({ ...claims, iat: now() - 2 * HOUR, exp: now() - HOUR }),
  'from-the-future': (claims) => ({ ...claims, iat: now() + HOUR, nbf: now() + HOUR, exp: now() + 2 * HOUR }),
  'wrong-nonce': (claims) => ({ ...claims, nonce: 'another-sign-in' }),
  'no-nonce': without('nonce'),
  'no-subject': without('sub'),
  'no-expiry': without('exp'),
  'wrong-token-hash': (claims) => ({ ...claims, at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' }),
};

const SIGNERS = {
  'wrong-signature': (claims, header) => {
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    return new SignJWT(claims).setProtectedHeader(header).sign(stranger);
  },
  unsigned: async (claims) => new UnsecuredJWT(claims).encode(),
  'symmetric-signature': (claims, header, key) => {
    const pem = createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    return new SignJWT(claims).setProtectedHeader({ ...header, alg: 'HS256' }).sign(Buffer.from(pem));
  },
};

const signAsUsual = async (claims, header, key) =>
  new SignJWT(claims).setProtectedHeader(header).sign(await importJWK(key, 'RS256'));

const TOKEN_ANSWERS = {
  'no-id-token': (ctx) => { ctx.body = without('id_token')(ctx.body); },
  'broken-id-token': (ctx) => { ctx.body = { ...ctx.body, id_token: 'not.a.token' }; },
  'token-not-json': (ctx) => { ctx.type = 'html'; ctx.body = '<h1>Bảo trì</h1>'; },
  'token-error': (ctx) => { ctx.status = 400; ctx.body = { error: 'invalid_grant' }; },
};

/** Change the token answer as the control asks. */
export async function tamperWithToken(ctx, key) {
  const { mode } = control;
  if (ctx.status !== 200) return;
  if (TOKEN_ANSWERS[mode]) {
    TOKEN_ANSWERS[mode](ctx);
    return;
  }
  if (!CLAIM_CHANGES[mode] && !SIGNERS[mode]) return;
  const idToken = ctx.body.id_token;
  const claims = (CLAIM_CHANGES[mode] ?? ((same) => same))(decodeJwt(idToken));
  const sign = SIGNERS[mode] ?? signAsUsual;
  ctx.body = { ...ctx.body, id_token: await sign(claims, decodeProtectedHeader(idToken), key) };
}

const USERINFO_ANSWERS = {
  'userinfo-other-subject': (ctx) => { ctx.body = { ...ctx.body, sub: 'somebody-else' }; },
  'userinfo-no-identity': (ctx) => { ctx.body = without('identity_number')(ctx.body); },
  'userinfo-bad-identity': (ctx) => { ctx.body = { ...ctx.body, identity_number: '12 <b>' }; },
  'userinfo-not-json': (ctx) => { ctx.type = 'html'; ctx.body = '<h1>Bảo trì</h1>'; },
  'userinfo-error': (ctx) => { ctx.status = 401; ctx.body = { error: 'invalid_token' }; },
};

/** Change the user data as the control asks. */
export function tamperWithUserinfo(ctx) {
  USERINFO_ANSWERS[control.mode]?.(ctx);
}
