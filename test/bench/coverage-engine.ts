/**
 * Measures the Conditional Access engine: time and memory for up to 200 policies that all differ and 5,000 users, and
 * how both grow. Run by `npm run bench:coverage`.
 */
import { printHelp } from '#local/cli/print-help.ts';
import { proveCoverage } from '#shared/posture/conditional-access/prove-coverage.ts';
import type { SignInSnapshot } from '#shared/posture/conditional-access/sign-in-snapshot.ts';
import { normalize } from '#shared/surfaces/conditional-access/normalize.ts';
import { RawPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import { randomFrom } from '#test/fuzz/sign-ins/random-policies.ts';

printHelp(`npm run bench:coverage
  measures the Conditional Access engine: time and memory for up to 200 policies and 5,000 users, and how both grow`);

const id = (letter: string, number: number): string =>
  `${letter.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`;
const platforms = ['windows', 'macOS', 'iOS', 'android', 'linux'];

/** A tenant whose policies name users, groups, applications, places and platforms, no two alike. */
const tenantOf = (policyCount: number, userCount: number): SignInSnapshot => {
  const random = randomFrom(policyCount * 7919 + userCount);
  const below = (limit: number): number => Math.floor(random() * limit);
  const groups = new Map(
    Array.from({ length: 60 }, (_, at) => [
      id('b', at),
      new Set(Array.from({ length: Math.ceil(userCount / 40) }, () => id('a', below(userCount)))),
    ]),
  );
  const policies = Array.from({ length: policyCount }, (_, at) => ({
    id: id('f', at),
    displayName: `Policy ${at}`,
    state: 'enabled',
    conditions: {
      users:
        at % 10 === 0
          ? { includeUsers: ['All'], excludeUsers: [id('a', below(userCount))] }
          : { includeGroups: [id('b', below(60))], excludeUsers: [id('a', below(userCount))] },
      applications:
        at % 3 === 0
          ? { includeApplications: ['All'], excludeApplications: [id('d', at)] }
          : { includeApplications: [id('d', at), id('d', below(policyCount))] },
      clientAppTypes: at % 7 === 0 ? ['browser'] : ['all'],
      platforms: at % 2 === 0 ? { includePlatforms: ['all'], excludePlatforms: [platforms[at % 5] ?? 'linux'] } : null,
      locations: at % 4 === 0 ? { includeLocations: ['All'], excludeLocations: [id('e', at)] } : null,
      signInRiskLevels: at % 9 === 0 ? ['high'] : [],
    },
    grantControls: {
      operator: 'OR',
      builtInControls: at % 5 === 0 ? ['mfa', 'compliantDevice'] : at % 11 === 0 ? ['block'] : ['mfa'],
    },
  }));
  return {
    policies: policies.map((policy) => normalize(RawPolicy.parse(policy))),
    users: Array.from({ length: userCount }, (_, at) => ({
      userId: id('a', at),
      name: `Person ${at}`,
      kind: 'member',
      apart: null,
      roles: [],
    })),
    isEveryPolicyRead: true,
    groups,
    locations: policies.map((_policy, at) => ({
      kind: 'ranges',
      id: id('e', at),
      name: `Place ${at}`,
      isTrusted: at % 2 === 0,
      ranges: [`10.${at % 250}.${below(250)}.0/24`, `10.${below(250)}.0.0/20`],
    })),
    strengths: new Map(),
    plans: { p1: true, p2: true },
  };
};

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
  readonly classes: number;
}

const measure = (policies: number, users: number): Measured => {
  const snapshot = tenantOf(policies, users);
  globalThis.gc?.();
  const before = process.memoryUsage();
  const started = process.cpuUsage();
  const { classes, claims } = proveCoverage(snapshot);
  const { user, system } = process.cpuUsage(started);
  const after = process.memoryUsage();
  const unknown = claims.flatMap((claim) => claim.classes).filter(({ answer }) => answer === 'unknown').length;
  process.stdout.write(
    `${String(policies).padStart(4)} policies ${String(users).padStart(5)} users ${String(classes.length).padStart(5)} classes ` +
      `${((user + system) / 1e6).toFixed(2).padStart(6)} s ${((after.heapUsed - before.heapUsed) / 2 ** 20).toFixed(0).padStart(4)} MB more heap ` +
      `${(after.rss / 2 ** 20).toFixed(0).padStart(4)} MB resident, ${unknown} unknown\n`,
  );
  return {
    seconds: (user + system) / 1e6,
    megabytes: (after.heapUsed - before.heapUsed) / 2 ** 20,
    classes: classes.length,
  };
};

measure(50, 1250);
const [small, middle, large] = [measure(50, 5000), measure(100, 5000), measure(200, 5000)];
const [few, half] = [measure(200, 1250), measure(200, 2500)];
const exponent = (one: Measured, other: Measured, factor: number): string =>
  (Math.log(other.seconds / one.seconds) / Math.log(factor)).toFixed(2);
process.stdout.write(
  `time grows with policies^${exponent(small, large, 4)} (50 to 200; 100 to 200: ${exponent(middle, large, 2)})\n`,
);
process.stdout.write(
  `time grows with users^${exponent(few, large, 4)} (1250 to 5000; 2500 to 5000: ${exponent(half, large, 2)})\n`,
);
