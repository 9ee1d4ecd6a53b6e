import { pluralize } from '#shared/kernel/pluralize.ts';
import type { Posture } from './posture.ts';

/**
 * Surfaces whose facts show every object that could not be read, by a record of its own or by its absence. Findings
 * judge it object by object.
 */
const shownInFacts: ReadonlySet<string> = new Set([
  'directory-policies',
  'inbox-rules',
  'mailbox-settings',
  'mfa-registrations',
  'per-user-mfa',
]);

/**
 * What is missing from a partly read surface without a trace in its facts, as a sentence. Undefined where nothing is.
 */
export const leftOutOf = (posture: Posture, surfaceId: string): string | undefined => {
  const { state, unread } = posture.state(surfaceId);
  if (state !== 'partial' || shownInFacts.has(surfaceId)) return undefined;
  return `${pluralize(unread?.count ?? 1, 'record', 'records')} of ${surfaceId} could not be read`;
};
