import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { PlainSubject } from '#shared/kernel/subject.ts';
import type { CoveragePerson, CoverageSnapshot } from './coverage-shape.ts';
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
  subject: PlainSubject,
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

type ChangeKind = CoverageChange['kind'];

const ofPerson = (
  at: string,
  kind: ChangeKind,
  { userId, name, privileged, capable, enforced }: CoveragePerson,
): CoverageChange => ({
  at,
  kind,
  subject: { kind: 'user', id: userId, name },
  privileged,
  capable,
  enforced,
  explainedBy: null,
});

const ofSetting = (at: string, kind: ChangeKind, subject: CoverageChange['subject']): CoverageChange => ({
  at,
  kind,
  subject,
  privileged: null,
  capable: null,
  enforced: null,
  explainedBy: null,
});

const transitionOf = (before: boolean | null, now: boolean | null, on: ChangeKind, off: ChangeKind): ChangeKind[] =>
  before === null || now === null || before === now ? [] : [now ? on : off];

const changesOfPeople = (
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
        ...transitionOf(was.capable, person.capable, 'became-capable', 'became-incapable'),
        ...transitionOf(was.enforced, person.enforced, 'became-enforced', 'became-unenforced'),
      ].map((kind) => ofPerson(at, kind, person));
    }),
    ...before.filter(({ userId }) => !still.has(userId)).map((person) => ofPerson(at, 'left', person)),
  ];
};

const changesOfPolicies = (
  at: string,
  before: CoverageSnapshot['policies'],
  now: CoverageSnapshot['policies'],
): CoverageChange[] => {
  if (before === null || now === null) return [];
  const known = new Map(before.map((policy) => [policy.policyId, policy]));
  const still = new Set(now.map(({ policyId }) => policyId));
  const change = (changeKind: ChangeKind, { policyId, name }: { readonly policyId: string; readonly name: string }) =>
    ofSetting(at, changeKind, { kind: 'policy', id: policyId, name });
  return [
    ...now.flatMap((policy) => {
      const was = known.get(policy.policyId);
      if (was === undefined) return [change('policy-added', policy)];
      return was.state === policy.state && was.modifiedAt === policy.modifiedAt
        ? []
        : [change('policy-changed', policy)];
    }),
    ...before.filter(({ policyId }) => !still.has(policyId)).map((policy) => change('policy-removed', policy)),
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
    ...transitionOf(was, now.securityDefaults, 'security-defaults-on', 'security-defaults-off').map((kind) =>
      ofSetting(at, kind, tenant),
    ),
    ...changesOfPolicies(at, before.policies, now.policies),
    ...changesOfPeople(at, before.people, now.people),
  ];
};

const explainingKinds: Readonly<Record<ChangeKind, readonly DirectoryChange['kind'][]>> = {
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
const settingChanges: ReadonlySet<ChangeKind> = new Set([
  'became-enforced',
  'became-unenforced',
  'security-defaults-on',
  'security-defaults-off',
]);

const explains = (change: CoverageChange, { kind, result, targets, weakenings }: DirectoryChange): boolean => {
  if (result !== 'success' || !explainingKinds[change.kind].includes(kind)) return false;
  // A policy that became stricter does not explain that a user is no longer covered.
  if (change.kind === 'became-unenforced' && kind.startsWith('policy-') && weakenings.length === 0) return false;
  return settingChanges.has(change.kind) || targets.some(({ id }) => id === change.subject.id);
};

/**
 * Rows of the audit log arrive late, and a sync detects everything since the sync before it. A cause can be this much
 * older than the change.
 */
const lookBackMilliseconds = 48 * 3600 * 1000;

/** Adds to each change the newest row of the log that explains it. An explanation that was found before is kept. */
export const explainChanges = (
  changes: readonly CoverageChange[],
  log: readonly DirectoryChange[],
): CoverageChange[] => {
  const newestFirst = log.toSorted((one, other) => (one.at < other.at ? 1 : -1));
  return changes.map((change) => {
    if (change.explainedBy !== null) return change;
    const [until, from] = [Date.parse(change.at), Date.parse(change.at) - lookBackMilliseconds];
    const explanation = newestFirst.find((row) => {
      const at = Date.parse(row.at);
      return at <= until && at >= from && explains(change, row);
    });
    if (explanation === undefined) return change;
    const { changeId, at, activity, by } = explanation;
    return { ...change, explainedBy: { changeId, at, activity, by: by.name } };
  });
};
