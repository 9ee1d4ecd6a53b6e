import { z } from 'zod';
import { CalendarDate, Instant } from '#shared/kernel/clock.ts';
import { RawBoolean, RawCount, RawInstant, RawNonBlankText, RawOptionalInstant, rawList } from '../raw.ts';

/**
 * One day. The type of control scores is open, so only the fields we use are described.
 * https://learn.microsoft.com/graph/api/resources/securescore
 */
export const RawScore = z.object({
  createdDateTime: RawInstant,
  currentScore: z.number(),
  maxScore: z.number(),
  activeUserCount: RawCount,
  licensedUserCount: RawCount,
  averageComparativeScores: rawList(z.object({ basis: z.string(), averageScore: z.number() })),
  controlScores: rawList(
    z.object({ controlName: z.string().min(1), controlCategory: RawNonBlankText, score: z.number() }),
  ),
});

/** https://learn.microsoft.com/graph/api/resources/securescorecontrolprofile */
export const RawProfile = z.object({
  id: z.string().min(1),
  title: RawNonBlankText,
  controlCategory: RawNonBlankText,
  maxScore: z.number(),
  rank: z.number().nullish(),
  service: RawNonBlankText,
  tier: RawNonBlankText,
  userImpact: RawNonBlankText,
  implementationCost: RawNonBlankText,
  actionUrl: RawNonBlankText,
  threats: rawList(z.string()),
  deprecated: RawBoolean,
  controlStateUpdates: rawList(z.object({ state: RawNonBlankText, updatedDateTime: RawOptionalInstant })),
});

const Day = z.object({
  kind: z.literal('day'),
  day: CalendarDate,
  createdAt: Instant,
  currentScore: z.number(),
  maxScore: z.number(),
  activeUsers: z.number(),
  licensedUsers: z.number(),
  /** `AllTenants`, `TotalSeats`, `IndustryTypes`. */
  averages: z.array(z.object({ basis: z.string(), score: z.number() })),
});

const Control = z.object({
  kind: z.literal('control'),
  controlId: z.string(),
  title: z.string().nullable(),
  category: z.string().nullable(),
  /** Of the newest day. Several rows of one control are added up. */
  score: z.number(),
  /** Null where the control has no profile and therefore no known maximum. */
  maxScore: z.number().nullable(),
  /** Maximum minus score, at least 0. Null without a maximum. */
  points: z.number().nullable(),
  hasProfile: z.boolean(),
  deprecated: z.boolean(),
  /** The newest update: `default`, `ignored`, `thirdparty`, `reviewed`, … in lower case. */
  state: z.string(),
  /** In lower case: `low`, `moderate`, `high`. */
  userImpact: z.string().nullable(),
  implementationCost: z.string().nullable(),
  rank: z.number().nullable(),
  tier: z.string().nullable(),
  service: z.string().nullable(),
  threats: z.array(z.string()),
  actionUrl: z.string().nullable(),
});

/** The fact: one record per day, at most 30, and one per control of the newest day. */
export const SecureScore = z.discriminatedUnion('kind', [Day, Control]);
export type SecureScore = z.output<typeof SecureScore>;
export type SecureScoreDay = z.output<typeof Day>;
export type SecureScoreControl = z.output<typeof Control>;
