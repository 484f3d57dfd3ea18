/** The two questions of a sign-in: who are you, and may the portal know it. */
import { citizens, findCitizen } from './citizens.mjs';
import { consentPage, errorPage, loginPage } from './pages.mjs';
import { readBody, sendPage } from './http.mjs';

const finish = (provider, request, response, result) =>
  provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });

async function ask(provider, request, response) {
  const { uid, lastSubmission, params } = await provider.interactionDetails(request, response);
  const sub = lastSubmission?.chosen;
  if (!sub) return sendPage(response, 200, loginPage(uid, citizens));
  const client = await provider.Client.find(params.client_id);
  return sendPage(response, 200, consentPage(uid, client.clientName, findCitizen(sub).claims.name));
}

async function choose(provider, request, response) {
  const sub = new URLSearchParams(await readBody(request)).get('sub');
  const interaction = await provider.interactionDetails(request, response);
  if (!findCitizen(sub)) return sendPage(response, 400, errorPage('unknown_citizen'));
  interaction.lastSubmission = { chosen: sub };
  await interaction.save(900);
  response.writeHead(303, { Location: `/interaction/${interaction.uid}` });
  return response.end();
}

async function agree(provider, request, response) {
  const { lastSubmission } = await provider.interactionDetails(request, response);
  const citizen = findCitizen(lastSubmission?.chosen);
  if (!citizen) return sendPage(response, 400, errorPage('unknown_citizen'));
  const login = { accountId: citizen.sub, acr: String(citizen.assurance), remember: false };
  return finish(provider, request, response, { login, consent: {} });
}

const abort = (provider, request, response) =>
  finish(provider, request, response, { error: 'access_denied', error_description: 'Người dùng đã hủy đăng nhập' });

const STEPS = { 'GET ': ask, 'POST login': choose, 'POST confirm': agree, 'POST abort': abort };

/** Answer a page of the interaction; false when the path is none of them. */
export async function answerInteraction(provider, request, response) {
  const [, , , step = ''] = new URL(request.url, 'http://peer').pathname.split('/');
  const answer = STEPS[`${request.method} ${step}`];
  if (!answer) return false;
  await answer(provider, request, response);
  return true;
}
