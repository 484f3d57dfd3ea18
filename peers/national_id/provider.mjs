/** The OpenID Connect provider: clients, claims, consent, and the tampering the tests ask for. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import Provider from 'oidc-provider';
import { findCitizen } from './citizens.mjs';
import { control } from './control.mjs';
import { errorPage } from './pages.mjs';
import { tamperWithToken, tamperWithUserinfo } from './tampering.mjs';

const CALLBACK_PATH = '/dang-nhap/quay-lai/';
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export const signingKey = {
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  kid: randomBytes(8).toString('hex'),
  alg: 'RS256',
  use: 'sig',
};

const claims = {
  openid: ['sub', 'acr'],
  profile: ['name', 'birthdate', 'gender'],
  email: ['email'],
  phone: ['phone_number'],
  address: ['address'],
  identity: ['identity_number', 'area_code'],
};

async function findAccount(_ctx, sub) {
  const citizen = findCitizen(sub);
  if (!citizen) return undefined;
  return { accountId: sub, claims: () => ({ sub, ...citizen.claims }) };
}

async function grantEverythingAsked(ctx) {
  const { oidc } = ctx;
  const grant = new oidc.provider.Grant({
    clientId: oidc.client.clientId,
    accountId: oidc.session.accountId,
  });
  grant.addOIDCScope(Object.keys(claims).join(' '));
  await grant.save();
  return grant;
}

async function renderError(ctx, out) {
  ctx.type = 'html';
  ctx.body = errorPage(out.error, out.error_description);
}

/** A province's portal may run on any loopback port, so the path decides, not the port. */
function allowLoopbackCallbacks(provider) {
  provider.Client.prototype.redirectUriAllowed = (uri) => {
    const address = URL.canParse(uri) ? new URL(uri) : undefined;
    return Boolean(address) && LOOPBACK.has(address.hostname) && address.pathname === CALLBACK_PATH;
  };
}

async function obeyControl(ctx, next) {
  if (await control.disturb(ctx)) return;
  await next();
  if (ctx.oidc?.route === 'token') await tamperWithToken(ctx, signingKey);
  if (ctx.oidc?.route === 'userinfo') tamperWithUserinfo(ctx);
}

/**
 * Give the running provider.
 * @param {{issuer: string, clientId: string, clientSecret: string}} options
 */
export function createProvider({ issuer, clientId, clientSecret }) {
  const provider = new Provider(issuer, {
    clients: [{
      client_id: clientId,
      client_secret: clientSecret,
      client_name: 'Tỉnh Số',
      redirect_uris: [`http://localhost:8000${CALLBACK_PATH}`],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_basic',
    }],
    claims,
    scopes: Object.keys(claims),
    acrValues: ['1', '2'],
    responseTypes: ['code'],
    findAccount,
    loadExistingGrant: grantEverythingAsked,
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false },
      pushedAuthorizationRequests: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    jwks: { keys: [signingKey] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    pkce: { required: () => true },
    ttl: { AccessToken: 300, AuthorizationCode: 60, IdToken: 300, Interaction: 900, Session: 900, Grant: 900 },
    renderError,
  });
  allowLoopbackCallbacks(provider);
  provider.use(obeyControl);
  return provider;
}
