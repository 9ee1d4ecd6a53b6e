import type { z } from 'zod';
import { defineSurface, type GraphReader } from '../define-surface.ts';
import { allRecordsOf, recordsOf } from '../records.ts';
import { normalizeControls, normalizeDay } from './normalize.ts';
import { RawProfile, RawScore, SecureScore } from './schema.ts';

const days = 30;

/**
 * At most 30 days, newest first, one score per day, whatever the pages contain: the next link continues for ninety
 * days.
 */
const scoresOf = async (graph: GraphReader) => {
  const scores: z.output<typeof RawScore>[] = [];
  const request = { path: '/security/secureScores', query: { $top: String(days) } };
  for await (const page of recordsOf(graph, request, RawScore)) {
    scores.push(...page);
    if (scores.length >= days) break;
  }
  const oldestFirst = scores.sort((a, b) => a.createdDateTime.localeCompare(b.createdDateTime));
  const ofDays = new Map(oldestFirst.map((score) => [score.createdDateTime.slice(0, 10), score]));
  return [...ofDays.values()].toReversed().slice(0, days);
};

const profilesOf = async (graph: GraphReader) => {
  const profiles = new Map<string, z.output<typeof RawProfile>>();
  for (const profile of await allRecordsOf(graph, { path: '/security/secureScoreControlProfiles' }, RawProfile)) {
    profiles.set(profile.id.toLowerCase(), profile);
  }
  return profiles;
};

export const secureScore = defineSurface({
  id: 'secure-score',
  title: 'Secure Score',
  reference: 'https://learn.microsoft.com/graph/api/security-list-securescores',
  job: 'posture',
  features: ['secure-score'],
  throttleDomain: 'security',
  everySeconds: 24 * 3600,
  accessOptions: [{ name: 'scores', scopes: [['SecurityEvents.Read.All']] }],
  completeness: 'replace',
  fact: SecureScore,
  factVersion: 1,
  identify: (fact) => (fact.kind === 'day' ? `day/${fact.day}` : `control/${fact.controlId}`),
  async *read({ graph }) {
    const scores = await scoresOf(graph);
    const [newest] = scores;
    if (newest === undefined) return; // a new tenant has no score yet, which is not zero
    yield scores.map(normalizeDay);
    yield normalizeControls(newest, await profilesOf(graph));
  },
});
