import { sampleObjects } from '#shared/kernel/message-values.ts';
import type { Sentence } from '#shared/kernel/sentence.ts';
import type { Severity } from '#shared/kernel/verdict.ts';
import type { CoverageFall } from '#shared/posture/coverage-fall.ts';
import type { CoverageSignal } from '#shared/posture/coverage-measures.ts';
import { type SignalToday, signalsToday } from '#shared/posture/coverage-today.ts';
import { enforcementSurfaces } from '#shared/posture/enforcement.ts';
import { leftOutOf } from '#shared/posture/partial-surfaces.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { unknownReason } from '#shared/posture/surface-obstacle.ts';
import { defineFinding, type Judgment } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const severityOf = (points: number): Severity => {
  if (points < 10) return 'low';
  return points < 20 ? 'medium' : 'high';
};

/** What a signal is made from. Registrations make it unknown also where the tenant has no license to read them. */
const surfacesOf = (posture: Posture, signal: CoverageSignal): readonly string[] => {
  if (signal === 'mfa-enforced-percent') return enforcementSurfaces(posture);
  const administrators = signal === 'privileged-mfa-capable-percent' ? ['directory-roles'] : [];
  return ['users', 'mfa-registrations', ...administrators];
};

/** Why a signal cannot be compared. People of whom something was left out are missing from a share, not fallen. */
const obstacleTo = (posture: Posture, { signal }: SignalToday): Sentence | undefined => {
  const surfaceIds = surfacesOf(posture, signal);
  return (
    unknownReason(posture, surfaceIds, { countMissingLicense: signal !== 'mfa-enforced-percent' }) ??
    surfaceIds.flatMap((id) => leftOutOf(posture, id) ?? [])[0]
  );
};

const causesNamed = 20;
const users = ({ causes }: CoverageFall) => [
  ...new Map(
    causes.filter(({ subject }) => subject.kind === 'user').map(({ subject }) => [subject.id, subject]),
  ).values(),
];

/** The change that explains most of the causes, the policy that it changed, and how many other changes there are. */
const explanationOf = ({ causes, policyChanges }: CoverageFall) => {
  const explained = Map.groupBy(
    causes.flatMap(({ explainedBy }) => explainedBy ?? []),
    ({ changeId }) => changeId,
  );
  const [main] = [...explained.values()].toSorted((one, other) => other.length - one.length);
  const change = main?.[0];
  const policy = policyChanges.find(
    ({ explainedBy }) => explainedBy !== null && explainedBy.changeId === change?.changeId,
  );
  return {
    activity: change?.activity ?? null,
    policy: policy?.subject.name ?? null,
    by: change?.by ?? null,
    others: Math.max(0, explained.size - 1),
  };
};

const judgmentOfFall = (signal: CoverageSignal, fall: CoverageFall): Omit<Judgment, 'subject'> => {
  const { from, to, since, points, causes } = fall;
  const people = users(fall);
  return {
    verdict: 'warn',
    ...sentence('fallen', {
      signal,
      from: from.percent / 100,
      to: to.percent / 100,
      since,
      people: people.length === 0 ? null : sampleObjects(people),
      ...explanationOf(fall),
    }),
    severity: severityOf(points),
    usersAffected: people.length,
    privileged: signal === 'privileged-mfa-capable-percent',
    evidence: {
      from,
      to,
      since,
      points,
      causes: causes.slice(0, causesNamed).map(({ at, kind, subject, explainedBy }) => ({
        at,
        kind,
        subject,
        explainedBy,
      })),
      causesTotal: causes.length,
    },
  };
};

const verdictOf = (posture: Posture, today: SignalToday): Omit<Judgment, 'subject'> => {
  const { signal, percent, isCompared, fall } = today;
  const obstacle = obstacleTo(posture, today);
  if (obstacle !== undefined) return { verdict: 'unknown', reason: obstacle.reason, facts: obstacle.facts };
  if (fall !== undefined) return judgmentOfFall(signal, fall);
  if (percent !== null)
    return { verdict: 'pass', ...sentence('holding', { signal, percent: percent / 100, isCompared }) };
  return today.isEmpty
    ? { verdict: 'not-applicable', ...sentence('nobody', { signal }) }
    : { verdict: 'unknown', ...sentence('unknown', { signal }) };
};

export const coverageHolds = defineFinding({
  id: 'mfa.coverage-holds',
  version: 1,
  title: 'The share of people protected by multifactor authentication does not fall',
  problem: 'Multifactor authentication coverage has dropped',
  subject: 'signal',
  severity: { warn: 'high' },
  why: 'Coverage rarely falls by plan. An exclusion for one afternoon, a policy that was switched off to test something, or methods that were removed stay as they are, and whoever has the password of one of these people needs nothing else.',
  action:
    'Read who is no longer covered and which change explains it. In the Entra admin center, Entra ID, Conditional Access, Policies: undo that change, or have the people register again. If the fall was intended, accept the risk here.',
  impact: 'People who are covered again are asked for a second factor at their next sign-in.',
  criteria: {
    intro: [
      'One verdict for each signal: administrators who can use multifactor authentication, users who must use it, and users who can use it. Today is compared with the highest value of the 7 days before.',
    ],
    verdicts: {
      pass: 'it did not fall, its level is back, or there is no earlier value',
      warn: 'it fell by 5 points or more within 7 days, and a point or more of the level before is still missing; severity low below 10 points, medium below 20, high from there',
      unknown: 'what it is made from could not be read, or was read in part',
      'not-applicable': 'nobody counts for it',
    },
    notes: [
      'A fall stays open until the level before it is back, also after the 7 days. An accepted risk leaves the list of open findings until it ends.',
      'The summary names the people whose coverage changed, and the change in the audit log that explains most of them.',
    ],
  },
  remediation,
  references: [],
  sources: [
    'https://learn.microsoft.com/entra/identity/authentication/howto-authentication-methods-activity',
    'https://learn.microsoft.com/entra/identity/monitoring-health/concept-audit-logs',
  ],
  requires: ['users'],
  consults: [
    'mfa-registrations',
    'directory-roles',
    'role-schedules',
    'mailbox-settings',
    'security-defaults',
    'conditional-access',
    'per-user-mfa',
  ],
  sentences: [sentence],
  judge: (posture) =>
    signalsToday(posture).map((today) => ({
      subject: { kind: 'signal', id: today.signal, name: today.title },
      ...verdictOf(posture, today),
    })),
});
