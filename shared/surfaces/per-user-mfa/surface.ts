import { isAppError } from '#shared/kernel/errors.ts';
import { batchPerSubject } from '../batch-per-subject.ts';
import { type BatchAnswer, defineSurface, type SurfaceSubject } from '../define-surface.ts';
import { parseRaw } from '../raw.ts';
import { normalize } from './normalize.ts';
import { PerUserMfa, RawRequirements } from './schema.ts';

/**
 * A beta request that is refused for one user makes that user unknown. A refusal of the application, or a fault, stops
 * the read.
 */
const factOf = (answer: BatchAnswer): PerUserMfa[] => {
  if (answer.ok) return [normalize(answer.id, parseRaw(RawRequirements, answer.body))];
  if (isAppError(answer.error, 'NotFound')) return []; // deleted since the list of users was read
  if (isAppError(answer.error, 'MicrosoftRefused')) return [{ userId: answer.id, state: 'unknown' }];
  throw answer.error;
};

export const perUserMfa = defineSurface({
  id: 'per-user-mfa',
  title: 'Per-user MFA',
  reference: 'https://learn.microsoft.com/graph/api/authentication-get?view=graph-rest-beta',
  job: 'posture',
  features: ['mfa'],
  throttleDomain: 'directory',
  everySeconds: 24 * 3600,
  accessOptions: [{ name: 'requirements', scopes: [['Policy.Read.All']], isPerSubject: true }],
  audience: 'mfa-uncovered',
  // The last phase: registrations read by methods would use the same bucket at the same time.
  after: [
    'users',
    'directory-roles',
    'licenses',
    'mailbox-settings',
    'security-defaults',
    'conditional-access',
    'mfa-registrations',
  ],
  // A user who is covered by a policy now must not keep an earlier state.
  completeness: 'replace',
  fact: PerUserMfa,
  factVersion: 1,
  identify: (fact) => fact.userId,
  async *read({ graph, audience }) {
    const request = ({ id }: SurfaceSubject) =>
      ({ version: 'beta', path: '/users/{id}/authentication/requirements', params: { id } }) as const;
    for await (const answers of batchPerSubject(graph, audience, request)) yield answers.flatMap(factOf);
  },
  parts: { part: 'user', isUnread: ({ state }) => state === 'unknown' },
  timeoutSeconds: 300,
});
