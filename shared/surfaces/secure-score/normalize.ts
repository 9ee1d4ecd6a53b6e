import type { z } from 'zod';
import type { RawProfile, RawScore, SecureScoreControl, SecureScoreDay } from './schema.ts';

type Score = z.output<typeof RawScore>;
type Profile = z.output<typeof RawProfile>;

export const normalizeDay = (raw: Score): SecureScoreDay => ({
  kind: 'day',
  day: raw.createdDateTime.slice(0, 10),
  createdAt: raw.createdDateTime,
  currentScore: raw.currentScore,
  maxScore: raw.maxScore,
  activeUsers: raw.activeUserCount,
  licensedUsers: raw.licensedUserCount,
  averages: raw.averageComparativeScores.map(({ basis, averageScore }) => ({ basis, score: averageScore })),
});

const stateOf = ({ controlStateUpdates }: Profile): string => {
  const byAge = [...controlStateUpdates].sort((a, b) =>
    (a.updatedDateTime ?? '').localeCompare(b.updatedDateTime ?? ''),
  );
  return byAge.at(-1)?.state?.toLowerCase() ?? 'default';
};

const aboutControl = (profile: Profile, score: number) => ({
  title: profile.title,
  maxScore: profile.maxScore,
  points: Math.max(0, profile.maxScore - score),
  hasProfile: true,
  deprecated: profile.deprecated,
  state: stateOf(profile),
  userImpact: profile.userImpact?.toLowerCase() ?? null,
  implementationCost: profile.implementationCost?.toLowerCase() ?? null,
  rank: profile.rank ?? null,
  tier: profile.tier,
  service: profile.service,
  threats: profile.threats,
  actionUrl: profile.actionUrl,
});

const withoutProfile = {
  title: null,
  maxScore: null,
  points: null,
  hasProfile: false,
  deprecated: false,
  state: 'default',
  userImpact: null,
  implementationCost: null,
  rank: null,
  tier: null,
  service: null,
  threats: [],
  actionUrl: null,
};

/** The controls of one day, each joined with its profile by name, ignoring case. */
export const normalizeControls = (raw: Score, profiles: ReadonlyMap<string, Profile>): SecureScoreControl[] => {
  const rows = Map.groupBy(raw.controlScores, ({ controlName }) => controlName);
  return [...rows].map(([controlId, [first, ...others]]) => {
    const score = others.reduce((sum, row) => sum + row.score, first?.score ?? 0);
    const profile = profiles.get(controlId.toLowerCase());
    const category = profile?.controlCategory ?? first?.controlCategory ?? null;
    return {
      kind: 'control',
      controlId,
      category,
      score,
      ...(profile ? aboutControl(profile, score) : withoutProfile),
    };
  });
};
