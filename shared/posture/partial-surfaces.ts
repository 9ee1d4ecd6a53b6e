import type { Sentence } from '#shared/kernel/sentence.ts';
import type { Posture } from './posture.ts';
import { verdictSentence } from './verdict-sentences.ts';

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
export const leftOutOf = (posture: Posture, surfaceId: string): Sentence | undefined => {
  const { state, unread } = posture.state(surfaceId);
  if (state !== 'partial' || shownInFacts.has(surfaceId)) return undefined;
  return verdictSentence('left-out', { records: unread?.count ?? 1, surface: surfaceId });
};
