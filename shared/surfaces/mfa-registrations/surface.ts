import { batchPerSubject } from '../batch-per-subject.ts';
import { defineSurface, type GraphReader, type ReadContext, type SurfaceSubject } from '../define-surface.ts';
import { recordsOf } from '../records.ts';
import { isMissing } from '../trouble.ts';
import { normalizeMethods, normalizeRow } from './normalize.ts';
import { MfaRegistration, RawMethods, RawRegistration } from './schema.ts';

async function* fromReport(graph: GraphReader) {
  const request = { path: '/reports/authenticationMethods/userRegistrationDetails', query: { $top: '999' } };
  for await (const rows of recordsOf(graph, request, RawRegistration)) yield rows.map(normalizeRow);
}

/** A user whose methods could not be read has no record, which findings take for unknown. */
async function* fromMethods(context: ReadContext<MfaRegistration>) {
  const request = ({ id }: SurfaceSubject) => ({ path: '/users/{id}/authentication/methods', params: { id } });
  for await (const answers of batchPerSubject(context, request, RawMethods)) {
    yield answers.flatMap((answer) => {
      if (answer.ok) return [normalizeMethods(answer.id, answer.value)];
      // Missing: deleted since the list of users was read.
      if (!isMissing(answer.error)) context.graph.leftOut.object(answer.error.code);
      return [];
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
  // A user without a record is unknown.
  parts: { part: 'user', isUnread: () => false },
  fact: MfaRegistration,
  factVersion: 1,
  identify: (fact) => fact.userId,
  read: (context) => (context.accessOption === 'methods' ? fromMethods(context) : fromReport(context.graph)),
  memoryMegabytes: 512,
  timeoutSeconds: 300,
});
