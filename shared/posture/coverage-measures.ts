import type { CoverageChange } from './coverage-changes.ts';
import { percent, type TenantNumbers } from './tenant-numbers.ts';

/** The signals of MFA coverage that drift is reported of. */
export const coverageSignals = [
  'privileged-mfa-capable-percent',
  'mfa-enforced-percent',
  'mfa-capable-percent',
] as const;
export type CoverageSignal = (typeof coverageSignals)[number];

/** A number of MFA coverage whose fall or rise is explained. */
export interface CoverageMeasure {
  readonly signal: CoverageSignal;
  readonly title: string;
  readonly of: (numbers: TenantNumbers) => number | null;
  /** How many people it is a share of. */
  readonly outOf: (numbers: TenantNumbers) => number | null;
  /** Whether a change lowers the number (`worse`) or raises it (`better`); undefined if it does not affect it. */
  readonly effectOf: (change: CoverageChange) => 'worse' | 'better' | undefined;
}

const directionOf = (good: boolean | null): 'worse' | 'better' | undefined =>
  good === null ? undefined : good ? 'better' : 'worse';

/** A user who joins counts with the current state, a user who leaves with the last known one. */
const byCapability = ({ kind, capable }: CoverageChange) => {
  if (kind === 'became-capable') return 'better';
  if (kind === 'became-incapable') return 'worse';
  if (kind === 'joined') return directionOf(capable);
  return kind === 'left' && capable !== null ? directionOf(!capable) : undefined;
};

const byEnforcement = ({ kind, enforced }: CoverageChange) => {
  if (kind === 'became-enforced' || kind === 'security-defaults-on' || kind === 'policy-added') return 'better';
  if (kind === 'became-unenforced' || kind === 'security-defaults-off' || kind === 'policy-removed') return 'worse';
  if (kind === 'joined') return directionOf(enforced);
  return kind === 'left' && enforced !== null ? directionOf(!enforced) : undefined;
};

export const coverageMeasures: readonly CoverageMeasure[] = [
  {
    signal: 'privileged-mfa-capable-percent',
    title: 'Administrators who can use MFA',
    of: ({ privileged }) => percent(privileged.capable, privileged.of),
    outOf: ({ privileged }) => privileged.of,
    effectOf: (change) => (change.privileged === true ? byCapability(change) : undefined),
  },
  {
    signal: 'mfa-enforced-percent',
    title: 'People who must use MFA',
    of: ({ users }) => percent(users.enforced, users.of),
    outOf: ({ users }) => users.of,
    effectOf: byEnforcement,
  },
  {
    signal: 'mfa-capable-percent',
    title: 'People who can use MFA',
    of: ({ users }) => percent(users.capable, users.of),
    outOf: ({ users }) => users.of,
    effectOf: byCapability,
  },
];
