import { isAppError } from '#shared/kernel/errors.ts';
import { batchPerSubject } from '../batch-per-subject.ts';
import { defineSurface, type GraphReader, type SurfaceSubject } from '../define-surface.ts';
import { parsePage, parseRaw } from '../raw.ts';
import { normalizeMethods, normalizeRow } from './normalize.ts';
import { MfaRegistration, RawMethods, RawRegistration } from './schema.ts';

async function* fromReport(graph: GraphReader) {
  const path = '/reports/authenticationMethods/userRegistrationDetails';
  for await (const page of graph.pages({ path, query: { $top: '999' } })) {
    yield parsePage(RawRegistration, page).map(normalizeRow);
  }
}

async function* fromMethods(graph: GraphReader, audience: readonly SurfaceSubject[]) {
  const request = ({ id }: SurfaceSubject) => ({ path: '/users/{id}/authentication/methods', params: { id } });
  for await (const answers of batchPerSubject(graph, audience, request)) {
    yield answers.flatMap((answer) => {
      if (answer.ok) return [normalizeMethods(answer.id, parseRaw(RawMethods, answer.body))];
      if (isAppError(answer.error, 'NotFound')) return []; // deleted since the list of users was read
      throw answer.error;
    });
  }
}

export const mfaRegistrations = defineSurface({
  id: 'mfa-registrations',
  title: 'MFA registrations',
  reference: 'https://learn.microsoft.com/graph/api/authenticationmethodsroot-list-userregistrationdetails',
  job: 'posture',
  features: ['mfa'],
  throttleDomain: 'reports',
  // The methods are read per user.
  otherThrottleDomains: ['directory'],
  everySeconds: 6 * 3600,
  accessOptions: [
    { name: 'report', scopes: [['AuditLog.Read.All']], plans: ['AAD_PREMIUM', 'AAD_PREMIUM_P2'] },
    { name: 'methods', scopes: [['UserAuthenticationMethod.Read.All']], isPerSubject: true },
  ],
  audience: 'mfa-denominator',
  after: ['users', 'directory-roles', 'licenses', 'mailbox-settings'],
  completeness: 'replace',
  fact: MfaRegistration,
  factVersion: 1,
  identify: (fact) => fact.userId,
  read: ({ graph, accessOption, audience }) =>
    accessOption === 'methods' ? fromMethods(graph, audience) : fromReport(graph),
  memoryMegabytes: 512,
  timeoutSeconds: 300,
});
