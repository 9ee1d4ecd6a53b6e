import type { Sentence } from '#shared/kernel/sentence.ts';
import { missingParts } from '#shared/kernel/surface-state.ts';
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
 * What is missing from a surface without a trace in its facts, as a sentence. Undefined where nothing is. What a read
 * to the end left out is still missing after a later read failed.
 */
export const leftOutOf = (posture: Posture, surfaceId: string): Sentence | undefined => {
  const missing = missingParts(posture.state(surfaceId));
  if (missing === undefined || shownInFacts.has(surfaceId)) return undefined;
  return verdictSentence('left-out', { records: missing.count, surface: surfaceId });
};
