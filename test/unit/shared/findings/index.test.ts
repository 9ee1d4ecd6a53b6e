import { describe, expect, it } from 'vitest';
import { findings } from '#shared/findings/index.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import { passingTenant } from '#test/support/passing-tenant.ts';
import { license, needsAccess, needsLicense, stale } from '#test/support/posture-facts.ts';

/** No finding may pass when a surface could not be read. The verdicts themselves are tested for each finding. */
const unreadStates: readonly (readonly [string, SurfaceState])[] = [
  ['needs access', needsAccess],
  ['is stale', stale],
  ['failed', { ...stale, state: 'failed' }],
  ['was never read', { state: 'never-read', dataAsOf: null }],
];

/**
 * The cases in which a finding may pass without a surface that it consults, and why. Any other consulted surface that
 * cannot be read makes the finding unknown.
 */
const optionalSurfaces: readonly { readonly surfaces: RegExp; readonly findings: RegExp; readonly why: string }[] = [
  {
    surfaces: /^role-schedules$/,
    findings: /^(?!mfa[.]phishing|conditional-access[.]no-)/,
    why: 'every assignment counts as permanent (rules 5), and MFA for everybody needs no list of administrators',
  },
  {
    surfaces: /^organization$/,
    findings: /[.]device-code/,
    why: 'only tells the age of a tenant with Security Defaults',
  },
  { surfaces: /^mailbox-settings$/, findings: /^(?!mailboxes)/, why: 'a shared mailbox counts as a user' },
  {
    surfaces: /^directory-roles$/,
    findings: /^(?!apps|conditional-access)/,
    why: 'only marks privileged subjects for ranking',
  },
  { surfaces: /^(security-defaults|per-user-mfa)$/, findings: /./, why: 'policies that cover all users are enough' },
  { surfaces: /^users$/, findings: /^users/, why: 'only provides names' },
  {
    surfaces: /^usage$/,
    findings: /^licenses/,
    why: 'sign-ins decide alone, or confidence is low (rules 30 and 32)',
  },
  { surfaces: /./, findings: /^licenses[.]right-sized$/, why: 'only reduces the suggested savings' },
];
const isOptional = (id: string, surfaceId: string): boolean =>
  optionalSurfaces.some(({ surfaces, findings: ids }) => surfaces.test(surfaceId) && ids.test(id));

describe.each(findings.map((finding) => ({ id: finding.id, finding })))('$id', ({ id, finding }) => {
  const { requires, consults = [], plans } = finding;
  const verdictWith = (...[facts, states]: Parameters<typeof passingTenant>) =>
    judgeFinding(finding, passingTenant(facts, states)).verdict;
  const without = (surfaceId: string, state: SurfaceState) => verdictWith({ [surfaceId]: [] }, { [surfaceId]: state });

  it('passes in a passing tenant', () => {
    expect(judgeFinding(finding, passingTenant())).toMatchObject({ verdict: 'pass' });
  });

  it.each(requires.flatMap((surfaceId) => unreadStates.map(([how, state]) => [surfaceId, how, state] as const)))(
    'is unknown when %s %s',
    (surfaceId, _how, state) => {
      expect(without(surfaceId, state)).toBe('unknown');
    },
  );

  it.each(requires)('is not-applicable when the plan of %s is missing, also with a missing scope', (surfaceId) => {
    expect(without(surfaceId, needsLicense)).toBe('not-applicable');
    const [other] = requires.filter((each) => each !== surfaceId);
    if (other === undefined) return;
    expect(verdictWith({}, { [surfaceId]: needsLicense, [other]: needsAccess })).toBe('not-applicable');
  });

  it.runIf(plans !== undefined)('is not-applicable without its plan, whatever was granted', () => {
    const licenses = [
      license({ servicePlans: [{ planId: 'plan', name: 'EXCHANGE_S_STANDARD', provisioningStatus: 'Success' }] }),
    ];
    expect(verdictWith({ licenses })).toBe('not-applicable');
    const noAccess = Object.fromEntries(requires.map((surfaceId) => [surfaceId, needsAccess]));
    expect(verdictWith({ licenses }, noAccess)).toBe('not-applicable');
  });

  it.each(consults.filter((surfaceId) => !isOptional(id, surfaceId)))(
    'does not pass when %s, which it consults, cannot be read',
    (surfaceId) => {
      expect(without(surfaceId, needsAccess)).not.toBe('pass');
    },
  );
});
