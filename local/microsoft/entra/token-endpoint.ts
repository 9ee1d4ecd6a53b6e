import type { SimulatedApplication } from '../app-registration.ts';
import type { Answer } from '../http-answer.ts';
import { findTenant, type Simulation } from '../simulation.ts';
import type { SimulatedTenant } from '../tenant.ts';
import { validateAssertion } from './client-assertion.ts';
import { type AadstsCode, tokenError } from './entra-errors.ts';
import { graphAudience, tokenLifetimeSeconds } from './signing-key.ts';

export interface TokenRequest {
  /** The tenant in the URL: id or domain. */
  readonly tenantName: string;
  readonly form: URLSearchParams;
  readonly correlationId: string;
}

type Refuse = (code: AadstsCode, ...values: readonly string[]) => Answer;

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * The client credentials grant.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export const answerToken = async (simulation: Simulation, request: TokenRequest): Promise<Answer> => {
  const now = simulation.clock.now();
  const refuse: Refuse = (code, ...values) => tokenError(code, now, request.correlationId, ...values);
  const formProblem = validateForm(request.form, refuse);
  if (formProblem !== undefined) return formProblem;

  const { tenantName } = request;
  if (!/^[0-9a-z][0-9a-z.-]+$/i.test(tenantName)) return refuse(900023, tenantName);
  const tenant = findTenant(simulation, tenantName);
  if (tenant === undefined) return refuse(90002, tenantName);

  const clientId = (request.form.get('client_id') ?? '').toLowerCase();
  const application = tenant.applications.find(({ appId }) => appId.toLowerCase() === clientId);
  if (application === undefined) return refuse(700016, clientId, tenant.displayName);

  const refused =
    (await validateCredential(request, tenant, application, now, refuse)) ?? validateState(application, refuse);
  return refused ?? (await issue(simulation, tenant, application));
};

const validateForm = (form: URLSearchParams, refuse: Refuse): Answer | undefined => {
  const grant = form.get('grant_type');
  if (grant === null) return refuse(900144, 'grant_type');
  if (grant !== 'client_credentials') return refuse(70003, grant);
  if (form.get('client_id') === null) return refuse(900144, 'client_id');
  const scope = form.get('scope');
  if (scope === null) return refuse(900144, 'scope');
  // MSAL sends the scope of a client credentials request unchanged: one resource's `.default`.
  return scope.trim() === `${graphAudience}/.default` ? undefined : refuse(70011, scope);
};

const validateCredential = async (
  { form, tenantName }: TokenRequest,
  tenant: SimulatedTenant,
  application: SimulatedApplication,
  now: Date,
  refuse: Refuse,
): Promise<Answer | undefined> => {
  const assertion = form.get('client_assertion');
  if (assertion !== null && form.get('client_assertion_type') === assertionType) {
    const clientId = form.get('client_id') ?? '';
    const context = { application, clientId, tenantNames: [tenant.tenantId, tenantName], now };
    const refusal = await validateAssertion(assertion, context);
    return (
      refusal && refuse(refusal.code, ...(refusal.reason === undefined ? [] : [refusal.reason, application.appId]))
    );
  }
  const secret = form.get('client_secret');
  if (secret === null) return refuse(7000216);
  const registered = application.secrets.find(({ value }) => value === secret);
  if (registered === undefined) return refuse(7000215, application.appId);
  return Date.parse(registered.endsAt) <= now.getTime() ? refuse(7000222, application.appId) : undefined;
};

const validateState = ({ refusal, appId, displayName }: SimulatedApplication, refuse: Refuse): Answer | undefined => {
  if (refusal === 'disabled') return refuse(7000112, appId, displayName);
  if (refusal === 'blocked') return refuse(53003);
  return refusal === 'consent-missing' ? refuse(65001, appId) : undefined;
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
