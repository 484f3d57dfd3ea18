/** Starts the stand-in for the national ID app on loopback. */
import './quiet.mjs';
import { createServer } from 'node:http';
import { citizens } from './citizens.mjs';
import { MODES, control } from './control.mjs';
import { readBody, sendJson, sendPage } from './http.mjs';
import { answerInteraction } from './interactions.mjs';
import { STYLE, errorPage } from './pages.mjs';
import { createProvider } from './provider.mjs';

async function answerControl(request, response) {
  if (request.method === 'POST') control.set(JSON.parse((await readBody(request)) || '{}'));
  sendJson(response, 200, { mode: control.mode, delay_ms: control.delayMs, modes: MODES });
}

function sendStyle(_request, response) {
  response.writeHead(200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'max-age=3600' });
  response.end(STYLE);
}

const PLAIN = {
  '/health': (_request, response) => sendJson(response, 200, { status: 'ok', citizens: citizens.length }),
  '/control': answerControl,
  '/style.css': sendStyle,
};

/** Every sign-in asks who you are: whoever shows the demo changes persons often. */
function forgetSession(request) {
  const kept = (request.headers.cookie ?? '').split('; ').filter((pair) => !pair.startsWith('_session'));
  request.headers.cookie = kept.join('; ');
}

async function answer(provider, callback, request, response) {
  const { pathname } = new URL(request.url, 'http://peer');
  if (PLAIN[pathname]) return PLAIN[pathname](request, response);
  if (pathname.startsWith('/interaction/') && (await answerInteraction(provider, request, response))) return undefined;
  if (pathname === '/auth' || pathname.startsWith('/auth/')) forgetSession(request);
  return callback(request, response);
}

function refuse(response, error) {
  const status = error instanceof SyntaxError || error instanceof RangeError ? 400 : (error.statusCode ?? 500);
  if (response.headersSent) return response.end();
  return sendPage(response, status, errorPage(error.error ?? 'error', error.message));
}

/**
 * Start the peer; resolves with the listening server and its issuer.
 * @param {{port?: number, clientId?: string, clientSecret?: string, issuer?: string}} options
 */
export async function start({ port = 8010, clientId = 'tinhso', clientSecret = 'tinhso-demo-secret', issuer } = {}) {
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = issuer ?? `http://localhost:${server.address().port}`;
  const provider = createProvider({ issuer: address, clientId, clientSecret });
  const callback = provider.callback();
  server.on('request', (request, response) => {
    answer(provider, callback, request, response).catch((error) => refuse(response, error));
  });
  return { server, issuer: address };
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  const { env } = process;
  const { server, issuer } = await start({
    port: Number(env.NATIONAL_ID_PORT ?? 8010),
    clientId: env.TINHSO_OIDC_CLIENT_ID || undefined,
    clientSecret: env.TINHSO_OIDC_CLIENT_SECRET || undefined,
    issuer: env.NATIONAL_ID_ISSUER || undefined,
  });
  console.log(`national-id peer ready at ${issuer}`);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      server.close();
      server.closeAllConnections();
      process.exit(0);
    });
  }
}
