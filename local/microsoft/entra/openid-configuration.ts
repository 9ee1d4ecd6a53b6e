import type { Answer } from '../http-answer.ts';
import { findTenant, type Simulation } from '../simulation.ts';
import { tokenError } from './entra-errors.ts';

const discoveryPath = /^\/([^/]+)\/v2\.0\/\.well-known\/openid-configuration$/;
const keysPath = /^\/([^/]+)\/discovery\/v2\.0\/keys$/;

const host = 'https://login.microsoftonline.com';

const json = (body: object): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8', 'access-control-allow-origin': '*' },
  body,
});

/**
 * The discovery document of a tenant, by id or domain; its addresses contain the id. They are Microsoft's own, because
 * a client of the simulation replaces the origin of every request.
 * https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#sample-response
 */
const configurationOf = (tenantId: string): object => ({
  token_endpoint: `${host}/${tenantId}/oauth2/v2.0/token`,
  token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
  jwks_uri: `${host}/${tenantId}/discovery/v2.0/keys`,
  response_modes_supported: ['query', 'fragment', 'form_post'],
  subject_types_supported: ['pairwise'],
  id_token_signing_alg_values_supported: ['RS256'],
  response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
  scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
  issuer: `${host}/${tenantId}/v2.0`,
  request_uri_parameter_supported: false,
  userinfo_endpoint: 'https://graph.microsoft.com/oidc/userinfo',
  authorization_endpoint: `${host}/${tenantId}/oauth2/v2.0/authorize`,
  device_authorization_endpoint: `${host}/${tenantId}/oauth2/v2.0/devicecode`,
  http_logout_supported: true,
  frontchannel_logout_supported: true,
  end_session_endpoint: `${host}/${tenantId}/oauth2/v2.0/logout`,
  claims_supported: [
    'sub',
    'iss',
    'aud',
    'exp',
    'iat',
    'auth_time',
    'nonce',
    'name',
    'preferred_username',
    'tid',
    'email',
  ],
  tenant_region_scope: 'NA',
  cloud_instance_name: 'microsoftonline.com',
  cloud_graph_host_name: 'graph.windows.net',
  msgraph_host: 'graph.microsoft.com',
  rbac_url: 'https://pas.windows.net',
});

/**
 * The names of Microsoft's host, which MSAL for Python reads when it looks for a cached token.
 * https://github.com/AzureAD/microsoft-authentication-library-for-python/blob/dev/msal/authority.py
 */
const instanceMetadata = {
  tenant_discovery_endpoint: `${host}/common/.well-known/openid-configuration`,
  'api-version': '1.1',
  metadata: [
    {
      preferred_network: 'login.microsoftonline.com',
      preferred_cache: 'login.windows.net',
      aliases: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
    },
  ],
};

/** Answers the discovery documents, and the keys that a tenant's names. Undefined for another path. */
export const answerOpenidConfiguration = (
  simulation: Simulation,
  { pathname }: URL,
  correlationId: string,
): Answer | undefined => {
  if (pathname === '/common/discovery/instance') return json(instanceMetadata);
  const tenantName = (discoveryPath.exec(pathname) ?? keysPath.exec(pathname))?.[1];
  if (tenantName === undefined) return undefined;
  const tenant = findTenant(simulation, decodeURIComponent(tenantName));
  if (tenant === undefined) return tenantError(simulation, tenantName, correlationId);
  return json(discoveryPath.test(pathname) ? configurationOf(tenant.tenantId) : { keys: [simulation.key.publicJwk] });
};

/** The same code as at the token endpoint, under another OAuth error. */
const tenantError = ({ clock }: Simulation, tenantName: string, correlationId: string): Answer => {
  const answer = tokenError(90002, clock.now(), correlationId, tenantName);
  return { ...answer, body: { ...Object(answer.body), error: 'invalid_tenant' } };
};
