import type { SimulatedApplication } from '../app-registration.ts';
import type { Answer } from '../http-answer.ts';
import { findTenant, type Simulation } from '../simulation.ts';
import type { SimulatedTenant } from '../tenant.ts';
import { validateAssertion } from './client-assertion.ts';
import { type AadstsCode, tokenError } from './entra-errors.ts';
import { graphAudience, tokenLifetimeSeconds } from './signing-key.ts';

export interface TokenRequest {
  /** As it stands in the address: id or domain. */
  readonly tenantName: string;
  readonly form: URLSearchParams;
  readonly correlationId: string;
}

type Refuse = (code: AadstsCode, ...words: readonly string[]) => Answer;

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** The client credentials grant. https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
export const answerToken = async (simulation: Simulation, request: TokenRequest): Promise<Answer> => {
  const now = simulation.clock.now();
  const no: Refuse = (code, ...words) => tokenError(code, now, request.correlationId, ...words);
  const formProblem = judgeForm(request.form, no);
  if (formProblem !== undefined) return formProblem;

  const { tenantName } = request;
  if (!/^[0-9a-z][0-9a-z.-]+$/i.test(tenantName)) return no(900023, tenantName);
  const tenant = findTenant(simulation, tenantName);
  if (tenant === undefined) return no(90002, tenantName);

  const clientId = (request.form.get('client_id') ?? '').toLowerCase();
  const application = tenant.applications.find(({ appId }) => appId.toLowerCase() === clientId);
  if (application === undefined) return no(700016, clientId, tenant.displayName);

  const refused = (await judgeCredential(request, tenant, application, now, no)) ?? judgeState(application, no);
  return refused ?? (await issue(simulation, tenant, application));
};

const judgeForm = (form: URLSearchParams, no: Refuse): Answer | undefined => {
  const grant = form.get('grant_type');
  if (grant === null) return no(900144, 'grant_type');
  if (grant !== 'client_credentials') return no(70003, grant);
  if (form.get('client_id') === null) return no(900144, 'client_id');
  const scope = form.get('scope');
  if (scope === null) return no(900144, 'scope');
  // MSAL adds nothing to a client credentials scope; one resource is asked for, by its default.
  return scope.trim() === `${graphAudience}/.default` ? undefined : no(70011, scope);
};

const judgeCredential = async (
  { form, tenantName }: TokenRequest,
  tenant: SimulatedTenant,
  application: SimulatedApplication,
  now: Date,
  no: Refuse,
): Promise<Answer | undefined> => {
  const assertion = form.get('client_assertion');
  if (assertion !== null && form.get('client_assertion_type') === assertionType) {
    const clientId = form.get('client_id') ?? '';
    const context = { application, clientId, tenantNames: [tenant.tenantId, tenantName], now };
    const refusal = await validateAssertion(assertion, context);
    return refusal && no(refusal.code, ...(refusal.reason === undefined ? [] : [refusal.reason, application.appId]));
  }
  const secret = form.get('client_secret');
  if (secret === null) return no(7000216);
  const registered = application.secrets.find(({ value }) => value === secret);
  if (registered === undefined) return no(7000215, application.appId);
  return Date.parse(registered.endsAt) <= now.getTime() ? no(7000222, application.appId) : undefined;
};

const judgeState = ({ refusal, appId, displayName }: SimulatedApplication, no: Refuse): Answer | undefined => {
  if (refusal === 'disabled') return no(7000112, appId, displayName);
  if (refusal === 'blocked') return no(53003);
  return refusal === 'consent-missing' ? no(65001, appId) : undefined;
};

const issue = async (
  { key }: Simulation,
  tenant: SimulatedTenant,
  { appId, grantedScopes }: SimulatedApplication,
): Promise<Answer> => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store, no-cache' },
  body: {
    token_type: 'Bearer',
    expires_in: tokenLifetimeSeconds,
    ext_expires_in: tokenLifetimeSeconds,
    access_token: await key.sign({ tenantId: tenant.tenantId, appId, roles: grantedScopes }),
  },
});
