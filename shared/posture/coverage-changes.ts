import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { Subject } from '#shared/kernel/verdict.ts';
import type { CoveragePerson, CoverageSnapshot } from './coverage-snapshot.ts';
import type { FactsBySurface } from './facts.ts';

type DirectoryChange = FactsBySurface['directory-audits'];

/** The row of the audit log that explains a change. */
const Explanation = z.object({ changeId: z.string(), at: Instant, activity: z.string(), by: z.string().nullable() });

/** One change of MFA coverage between two evaluations of a tenant. */
export const CoverageChange = z.object({
  /** When the evaluation detected it. */
  at: Instant,
  kind: z.enum([
    'became-capable',
    'became-incapable',
    'became-enforced',
    'became-unenforced',
    'joined',
    'left',
    'policy-added',
    'policy-changed',
    'policy-removed',
    'security-defaults-on',
    'security-defaults-off',
  ]),
  subject: Subject,
  /**
   * For a user: the state now, or the last state before the user was removed. Null if it is not known, and for a
   * policy.
   */
  privileged: z.boolean().nullable(),
  capable: z.boolean().nullable(),
  enforced: z.boolean().nullable(),
  /** Null if the log has no matching row, or was not read. */
  explainedBy: Explanation.nullable(),
});
export type CoverageChange = z.output<typeof CoverageChange>;

type What = CoverageChange['kind'];

const ofPerson = (
  at: string,
  what: What,
  { userId, name, privileged, capable, enforced }: CoveragePerson,
): CoverageChange => ({
  at,
  kind: what,
  subject: { kind: 'user', id: userId, name },
  privileged,
  capable,
  enforced,
  explainedBy: null,
});

const ofSetting = (at: string, what: What, subject: CoverageChange['subject']): CoverageChange => ({
  at,
  kind: what,
  subject,
  privileged: null,
  capable: null,
  enforced: null,
  explainedBy: null,
});

const turned = (before: boolean | null, now: boolean | null, on: What, off: What): What[] =>
  before === null || now === null || before === now ? [] : [now ? on : off];

const movesOfPeople = (
  at: string,
  before: CoverageSnapshot['people'],
  now: CoverageSnapshot['people'],
): CoverageChange[] => {
  if (before === null || now === null) return [];
  const known = new Map(before.map((person) => [person.userId, person]));
  const still = new Set(now.map(({ userId }) => userId));
  return [
    ...now.flatMap((person) => {
      const was = known.get(person.userId);
      if (was === undefined) return [ofPerson(at, 'joined', person)];
      return [
        ...turned(was.capable, person.capable, 'became-capable', 'became-incapable'),
        ...turned(was.enforced, person.enforced, 'became-enforced', 'became-unenforced'),
      ].map((what) => ofPerson(at, what, person));
    }),
    ...before.filter(({ userId }) => !still.has(userId)).map((person) => ofPerson(at, 'left', person)),
  ];
};

const movesOfPolicies = (
  at: string,
  before: CoverageSnapshot['policies'],
  now: CoverageSnapshot['policies'],
): CoverageChange[] => {
  if (before === null || now === null) return [];
  const known = new Map(before.map((policy) => [policy.policyId, policy]));
  const still = new Set(now.map(({ policyId }) => policyId));
  const move = (what: What, { policyId, name }: { readonly policyId: string; readonly name: string }) =>
    ofSetting(at, what, { kind: 'policy', id: policyId, name });
  return [
    ...now.flatMap((policy) => {
      const was = known.get(policy.policyId);
      if (was === undefined) return [move('policy-added', policy)];
      return was.state === policy.state && was.modifiedAt === policy.modifiedAt ? [] : [move('policy-changed', policy)];
    }),
    ...before.filter(({ policyId }) => !still.has(policyId)).map((policy) => move('policy-removed', policy)),
  ];
};

/** The changes between two snapshots. A part that was not read in one of them has no changes. */
export const coverageChangesBetween = (
  before: CoverageSnapshot | undefined,
  now: CoverageSnapshot,
  tenant: CoverageChange['subject'],
): readonly CoverageChange[] => {
  if (before === undefined) return [];
  const { takenAt: at } = now;
  const { securityDefaults: was } = before;
  return [
    ...turned(was, now.securityDefaults, 'security-defaults-on', 'security-defaults-off').map((what) =>
      ofSetting(at, what, tenant),
    ),
    ...movesOfPolicies(at, before.policies, now.policies),
    ...movesOfPeople(at, before.people, now.people),
  ];
};

const kindsThatExplain: Readonly<Record<What, readonly DirectoryChange['kind'][]>> = {
  'became-capable': ['security-info-registered'],
  'became-incapable': ['security-info-deleted'],
  'became-enforced': ['policy-added', 'policy-changed', 'policy-deleted', 'security-defaults-changed'],
  'became-unenforced': ['policy-changed', 'policy-deleted', 'security-defaults-changed'],
  joined: ['user-created', 'user-enabled'],
  left: ['user-deleted', 'user-disabled'],
  'policy-added': ['policy-added'],
  'policy-changed': ['policy-changed'],
  'policy-removed': ['policy-deleted'],
  'security-defaults-on': ['security-defaults-changed'],
  'security-defaults-off': ['security-defaults-changed'],
};

/** A change of a policy or a setting affects users whom the row of the log does not name. */
const isOfSettings: ReadonlySet<What> = new Set([
  'became-enforced',
  'became-unenforced',
  'security-defaults-on',
  'security-defaults-off',
]);

const explains = (move: CoverageChange, { kind, result, targets, weakenings }: DirectoryChange): boolean => {
  if (result !== 'success' || !kindsThatExplain[move.kind].includes(kind)) return false;
  // A policy that became stricter does not explain that a user is no longer covered.
  if (move.kind === 'became-unenforced' && kind.startsWith('policy-') && weakenings.length === 0) return false;
  return isOfSettings.has(move.kind) || targets.some(({ id }) => id === move.subject.id);
};

/**
 * Rows of the audit log arrive late, and a sync detects everything since the sync before it. A cause can be this much
 * older than the change.
 */
const lookBackMilliseconds = 48 * 3600 * 1000;

/** Adds to each change the newest row of the log that explains it. An explanation that was found before is kept. */
export const explainChanges = (moves: readonly CoverageChange[], log: readonly DirectoryChange[]): CoverageChange[] => {
  const newestFirst = log.toSorted((one, other) => (one.at < other.at ? 1 : -1));
  return moves.map((move) => {
    if (move.explainedBy !== null) return move;
    const [until, from] = [Date.parse(move.at), Date.parse(move.at) - lookBackMilliseconds];
    const change = newestFirst.find((each) => {
      const at = Date.parse(each.at);
      return at <= until && at >= from && explains(move, each);
    });
    if (change === undefined) return move;
    const { changeId, at, activity, by } = change;
    return { ...move, explainedBy: { changeId, at, activity, by: by.name } };
  });
};
