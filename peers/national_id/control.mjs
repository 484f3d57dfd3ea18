/** What the tests ask this peer to do wrong, for the next requests only. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Every way to misbehave, with what it stands for. */
export const MODES = {
  ok: 'answers as it should',
  'wrong-issuer': 'the ID token names another issuer',
  'wrong-audience': 'the ID token is meant for another client',
  'wrong-azp': 'the ID token was issued to another party',
  'extra-audience': 'the ID token is also meant for a stranger, without a party',
  expired: 'the ID token ended an hour ago',
  'from-the-future': 'the ID token starts to count in an hour',
  'wrong-nonce': 'the ID token belongs to another sign-in',
  'no-nonce': 'the ID token belongs to no sign-in',
  'no-subject': 'the ID token names nobody',
  'no-expiry': 'the ID token never ends',
  'wrong-signature': 'the ID token is signed with a stranger\'s key',
  unsigned: 'the ID token has no signature (alg none)',
  'symmetric-signature': 'the ID token is signed with the public key as a shared secret',
  'wrong-token-hash': 'the ID token belongs to another access token',
  'no-id-token': 'there is no ID token',
  'broken-id-token': 'the ID token is not a token',
  'token-not-json': 'the token answer is not JSON',
  'token-error': 'the token answer is invalid_grant',
  'userinfo-other-subject': 'the user data are another person\'s',
  'userinfo-no-identity': 'the user data lack the identity number',
  'userinfo-bad-identity': 'the identity number is not one',
  'userinfo-not-json': 'the user data are not JSON',
  'userinfo-error': 'the user data are refused',
  'server-error': 'every answer is 500',
  slow: 'every answer comes after delay_ms',
};

class Control {
  mode = 'ok';
  delayMs = 0;

  /** Set the mode; throws on a mode that does not exist. */
  set({ mode = 'ok', delay_ms: delayMs = 0 }) {
    if (!Object.hasOwn(MODES, mode)) throw new RangeError(`no such mode: ${mode}`);
    if (!Number.isInteger(delayMs) || delayMs < 0 || delayMs > 60_000) {
      throw new RangeError('delay_ms is 0 to 60000');
    }
    this.mode = mode;
    this.delayMs = delayMs;
  }

  /** Delay or break the answer; true when it has been given already. */
  async disturb(ctx) {
    if (this.mode === 'slow') await sleep(this.delayMs);
    if (this.mode !== 'server-error') return false;
    ctx.status = 500;
    ctx.body = 'out of order';
    return true;
  }
}

export const control = new Control();
