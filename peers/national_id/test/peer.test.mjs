/** The stand-in behaves as a provider does, and misbehaves only when told to. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { MODES } from '../control.mjs';
import { startPeer } from './flow.mjs';

let peer;
before(async () => { peer = await startPeer(); });
after(() => peer.stop());
beforeEach(async () => {
  await peer.setMode({ mode: 'ok' });
});

const tokens = async (sub = 'cong-dan-01') => {
  const back = await peer.signIn(sub);
  return (await peer.exchange(back.searchParams.get('code'))).json();
};
const userinfo = (accessToken) => peer.request('/me', { headers: { authorization: `Bearer ${accessToken}` } });

test('discovery names the issuer and PKCE', async () => {
  const found = await (await peer.request('/.well-known/openid-configuration')).json();
  assert.equal(found.issuer, peer.issuer);
  assert.deepEqual(found.code_challenge_methods_supported, ['S256']);
});

test('the sign-in page lists every citizen, in Vietnamese', async () => {
  const page = (await peer.authorize()).headers.get('location');
  const html = await (await peer.request(page)).text();
  assert.equal(html.match(/type="radio"/g).length, 15);
  assert.match(html, /lang="vi"/);
  assert.doesNotMatch(html, /000194000101/);
});

test('consent names the portal and what it receives', async () => {
  const page = (await peer.authorize()).headers.get('location');
  await peer.post(`${page}/login`, { sub: 'cong-dan-01' });
  const html = await (await peer.request(page)).text();
  assert.match(html, /Chia sẻ thông tin với Tỉnh Số/);
});

test('a sign-in gives a signed ID token with the assurance level', async () => {
  const { id_token: idToken } = await tokens('cong-dan-08');
  const keys = createLocalJWKSet(await (await peer.request('/jwks')).json());
  const { payload } = await jwtVerify(idToken, keys, { issuer: peer.issuer, audience: 'tinhso' });
  assert.equal(payload.sub, 'cong-dan-08');
  assert.equal(payload.acr, '1');
  assert.equal(payload.nonce, 'nonce-1');
});

test('the user data carry name, birth date and identity number', async () => {
  const { access_token: accessToken } = await tokens();
  const person = await (await userinfo(accessToken)).json();
  assert.equal(person.sub, 'cong-dan-01');
  assert.equal(person.name, 'Nguyễn Thị Lan Anh');
  assert.equal(person.birthdate, '1994-03-12');
  assert.match(person.identity_number, /^000\d{9}$/);
});

test('refusing to share goes back with access_denied', async () => {
  const page = (await peer.authorize()).headers.get('location');
  const back = await peer.follow(await peer.post(`${page}/abort`));
  assert.equal(back.searchParams.get('error'), 'access_denied');
});

test('an unknown citizen is refused', async () => {
  const page = (await peer.authorize()).headers.get('location');
  assert.equal((await peer.post(`${page}/login`, { sub: 'ai-do' })).status, 400);
  assert.equal((await peer.post(`${page}/confirm`)).status, 400);
});

test('a foreign callback address is refused', async () => {
  const response = await peer.authorize({ redirect_uri: 'http://evil.example/dang-nhap/quay-lai/' });
  assert.equal(response.status, 400);
  assert.match(await response.text(), /Không đăng nhập được/);
});

test('a request without PKCE is refused', async () => {
  const response = await peer.authorize({ code_challenge: '', code_challenge_method: '' });
  assert.match(response.headers.get('location'), /error=invalid_request/);
});

test('a code serves once', async () => {
  const code = (await peer.signIn('cong-dan-02')).searchParams.get('code');
  assert.equal((await peer.exchange(code)).status, 200);
  assert.equal((await peer.exchange(code)).status, 400);
});

test('an unknown mode is refused', async () => {
  assert.equal((await peer.setMode({ mode: 'nonsense' })).status, 400);
  assert.equal((await peer.setMode({ mode: 'slow', delay_ms: -1 })).status, 400);
});

const CLAIM_MODES = {
  'wrong-issuer': (claims) => claims.iss !== peer.issuer,
  'wrong-audience': (claims) => claims.aud !== 'tinhso',
  'wrong-azp': (claims) => claims.azp === 'another-client',
  'extra-audience': (claims) => claims.aud.includes('another-client') && !claims.azp,
  expired: (claims) => claims.exp * 1000 < Date.now(),
  'from-the-future': (claims) => claims.iat * 1000 > Date.now(),
  'wrong-nonce': (claims) => claims.nonce !== 'nonce-1',
  'no-nonce': (claims) => claims.nonce === undefined,
  'no-subject': (claims) => claims.sub === undefined,
  'no-expiry': (claims) => claims.exp === undefined,
  unsigned: (_claims, raw) => raw.endsWith('.'),
};

for (const [mode, isForged] of Object.entries(CLAIM_MODES)) {
  test(`mode ${mode}: ${MODES[mode]}`, async () => {
    await peer.setMode({ mode });
    const { id_token: idToken } = await tokens();
    assert.ok(isForged(decodeJwt(idToken), idToken));
  });
}

test('mode userinfo-other-subject names another person', async () => {
  const { access_token: accessToken } = await tokens();
  await peer.setMode({ mode: 'userinfo-other-subject' });
  assert.equal((await (await userinfo(accessToken)).json()).sub, 'somebody-else');
});

test('mode server-error answers 500 until told otherwise', async () => {
  await peer.setMode({ mode: 'server-error' });
  assert.equal((await peer.request('/jwks')).status, 500);
  await peer.setMode({ mode: 'ok' });
  assert.equal((await peer.request('/jwks')).status, 200);
});
