import { AppError } from '#shared/kernel/errors.ts';
import { defineSurface, type GraphReader } from '../define-surface.ts';
import { parseRaw, unwrapValue } from '../raw.ts';
import { allRecordsOf } from '../records.ts';
import { isTroubleOfOne } from '../trouble.ts';
import { adminConsent, authenticationMethods, authorization, crossTenantAccess, passwordRules } from './normalize.ts';
import {
  RawAdminConsent,
  RawAuthenticationMethods,
  RawAuthorization,
  RawCrossTenantAccess,
  RawGroupSetting,
} from './raw-policies.ts';
import { DirectoryPolicy, type PolicyKind } from './schema.ts';

interface Part {
  readonly policy: PolicyKind;
  /** Any one of these is sufficient. The first is the one that people are told to grant. */
  readonly scopes: readonly [string, ...string[]];
  read(graph: GraphReader): Promise<DirectoryPolicy>;
}

const singleton = async (graph: GraphReader, path: string): Promise<unknown> => unwrapValue(await graph.get({ path }));

const malformed = (what: string): AppError => new AppError('MicrosoftAnswerMalformed', what);

const policyScope = 'Policy.Read.All';
const directoryScope = 'Directory.Read.All';

const parts: readonly Part[] = [
  {
    policy: 'authorization',
    scopes: [policyScope],
    read: async (graph) =>
      authorization(parseRaw(RawAuthorization, await singleton(graph, '/policies/authorizationPolicy'))),
  },
  {
    policy: 'admin-consent',
    scopes: [policyScope, directoryScope],
    read: async (graph) =>
      adminConsent(parseRaw(RawAdminConsent, await singleton(graph, '/policies/adminConsentRequestPolicy'))),
  },
  {
    policy: 'authentication-methods',
    scopes: [policyScope],
    read: async (graph) =>
      authenticationMethods(
        parseRaw(RawAuthenticationMethods, await singleton(graph, '/policies/authenticationMethodsPolicy')),
      ),
  },
  {
    policy: 'cross-tenant-access',
    scopes: [policyScope],
    read: async (graph) =>
      crossTenantAccess(
        parseRaw(RawCrossTenantAccess, await singleton(graph, '/policies/crossTenantAccessPolicy/default')),
      ),
  },
  {
    policy: 'password-rules',
    scopes: [directoryScope],
    read: async (graph) => {
      let odd = 0;
      const record = (): void => {
        odd += 1;
      };
      const rules = passwordRules(
        await allRecordsOf(
          { ...graph, leftOut: { ...graph.leftOut, record } },
          { path: '/groupSettings' },
          RawGroupSetting,
        ),
      );
      // A setting that is not as documented may be the one of passwords, unless that one was found.
      if (odd > 0 && !rules.configured) throw malformed('a directory setting is not as documented');
      return rules;
    },
  },
];

const unread = ({ policy, scopes: [least] }: Part, error?: AppError): DirectoryPolicy => ({
  kind: 'unread',
  policy,
  needs: error === undefined || error.code === 'NeedsAccess' ? [least] : [],
});

const scopesOf: Readonly<Record<string, readonly string[]>> = {
  everything: [policyScope, directoryScope],
  policies: [policyScope],
  settings: [directoryScope],
};

export const directoryPolicies = defineSurface({
  id: 'directory-policies',
  title: 'Directory policies',
  reference: 'https://learn.microsoft.com/graph/api/authorizationpolicy-get',
  job: 'posture',
  features: ['hardening'],
  throttleDomain: 'directory',
  everySeconds: 24 * 3600,
  accessOptions: [
    { name: 'everything', scopes: [[policyScope], [directoryScope]] },
    { name: 'policies', scopes: [[policyScope]] },
    { name: 'settings', scopes: [[directoryScope]] },
  ],
  completeness: 'replace',
  fact: DirectoryPolicy,
  factVersion: 2,
  identify: (fact) => (fact.kind === 'unread' ? fact.policy : fact.kind),
  parts: {
    part: 'policy',
    isUnread: ({ kind }) => kind === 'unread',
    needsOf: (fact) => (fact.kind === 'unread' ? fact.needs : []),
  },
  async *read({ graph, accessOption }) {
    const facts: DirectoryPolicy[] = [];
    const refusals: unknown[] = [];
    for (const part of parts) {
      if (!part.scopes.some((scope) => scopesOf[accessOption]?.includes(scope))) {
        facts.push(unread(part));
        continue;
      }
      try {
        facts.push(await part.read(graph));
      } catch (error) {
        // The trouble of one policy says nothing about the others.
        if (!isTroubleOfOne(error)) throw error;
        refusals.push(error);
        facts.push(unread(part, error));
      }
    }
    // Where nothing was read, `unread` records would only hide what was known before.
    if (facts.every(({ kind }) => kind === 'unread')) throw refusals[0];
    yield facts;
  },
});
