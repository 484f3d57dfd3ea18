/** A browser's part of a sign-in, for the tests. */
import { createHash, randomBytes } from 'node:crypto';
import { start } from '../server.mjs';

export const REDIRECT = 'http://localhost:4321/dang-nhap/quay-lai/';
const CREDENTIALS = `Basic ${Buffer.from('tinhso:tinhso-demo-secret').toString('base64')}`;

/** Start a peer on a free port, and give a small client for it. */
export async function startPeer() {
  const { server, issuer } = await start({ port: 0 });
  const stop = () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
  return { issuer, stop, ...client(issuer) };
}

function client(issuer) {
  const jar = new Map();
  const request = async (path, options = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(path, issuer), { redirect: 'manual', ...options, headers: { cookie, ...options.headers } });
    for (const line of response.headers.getSetCookie()) {
      const [pair] = line.split(';');
      const at = pair.indexOf('=');
      jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  };
  const post = (path, fields = {}) => request(path, { method: 'POST', body: new URLSearchParams(fields) });
  const setMode = (body) => request('/control', { method: 'POST', body: JSON.stringify(body) });
  return { request, post, setMode, ...journeys(request, post) };
}

const location = (response) => response.headers.get('location');

function journeys(request, post) {
  const verifier = randomBytes(32).toString('base64url');
  const authorize = (changes = {}) => {
    const query = new URLSearchParams({
      client_id: 'tinhso', response_type: 'code', scope: 'openid profile email phone address identity',
      redirect_uri: REDIRECT, state: 'state-1', nonce: 'nonce-1', code_challenge_method: 'S256',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'), ...changes,
    });
    return request(`/auth?${query}`);
  };
  const follow = async (response) => {
    let next = location(response);
    while (next && !next.startsWith(REDIRECT)) next = location(await request(next));
    return new URL(next);
  };
  const signIn = async (sub) => {
    const page = location(await authorize());
    await post(`${page}/login`, { sub });
    return follow(await post(`${page}/confirm`));
  };
  const exchange = (code) => request('/token', {
    method: 'POST', headers: { authorization: CREDENTIALS },
    body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: verifier }),
  });
  return { authorize, follow, signIn, exchange };
}
