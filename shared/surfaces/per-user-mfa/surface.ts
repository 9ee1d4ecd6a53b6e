import type { z } from 'zod';
import { batchPerSubject, type SubjectResponse } from '../batch-per-subject.ts';
import { defineSurface, type SurfaceSubject } from '../define-surface.ts';
import { isMissing } from '../trouble.ts';
import { normalize } from './normalize.ts';
import { PerUserMfa, RawRequirements } from './schema.ts';

/** The state of a user whose request failed for good is unknown. */
const factOf = (answer: SubjectResponse<z.output<typeof RawRequirements>>): PerUserMfa[] => {
  if (answer.ok) return [normalize(answer.id, answer.value)];
  if (isMissing(answer.error)) return []; // deleted since the list of users was read
  return [{ userId: answer.id, state: 'unknown' }];
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
  after: ['users', 'directory-roles', 'licenses', 'mailbox-settings', 'security-defaults', 'conditional-access'],
  // A user who is covered by a policy now must not keep an earlier state.
  completeness: 'replace',
  fact: PerUserMfa,
  factVersion: 1,
  identify: (fact) => fact.userId,
  async *read(context) {
    const request = ({ id }: SurfaceSubject) =>
      ({ version: 'beta', path: '/users/{id}/authentication/requirements', params: { id } }) as const;
    for await (const answers of batchPerSubject(context, request, RawRequirements)) yield answers.flatMap(factOf);
  },
  parts: { part: 'user', isUnread: ({ state }) => state === 'unknown' },
  timeoutSeconds: 300,
});
