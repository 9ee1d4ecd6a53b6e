import { describe, expect, it } from 'vitest';
import { findings } from '#shared/findings/index.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import { passingTenant } from '#test/support/passing-tenant.ts';
import { license, needsAccess, needsLicense, stale } from '#test/support/posture-facts.ts';

/** Why it says what it says is each finding's own test; here, that none of them passes for want of a look. */
const gone: readonly (readonly [string, SurfaceState])[] = [
  ['needs access', needsAccess],
  ['is stale', stale],
  ['failed', { ...stale, state: 'failed' }],
  ['was never read', { state: 'never-read', dataAsOf: null }],
];

/**
 * Where a finding may pass all the same without a surface that it consults, and why. Whatever else it consults leaves it unknown when it is missing.
 */
const harmless: readonly { readonly surfaces: RegExp; readonly findings: RegExp; readonly why: string }[] = [
  { surfaces: /^role-schedules$/, findings: /./, why: 'every assignment is standing then (rules 5)' },
  { surfaces: /^mailbox-settings$/, findings: /^(?!mailboxes)/, why: 'a shared mailbox counts as a person then' },
  {
    surfaces: /^directory-roles$/,
    findings: /^(?!apps|conditional-access)/,
    why: 'says who is privileged, for the order',
  },
  { surfaces: /^(security-defaults|per-user-mfa)$/, findings: /./, why: 'policies that cover everybody are enough' },
  { surfaces: /^users$/, findings: /^users/, why: 'gives the names' },
  {
    surfaces: /^usage$/,
    findings: /^licenses/,
    why: 'sign-ins decide alone then, or confidence is low (rules 30 and 32)',
  },
  { surfaces: /./, findings: /^licenses[.]right-sized$/, why: 'only ever holds back what could be saved' },
];
const isHarmless = (id: string, surfaceId: string): boolean =>
  harmless.some(({ surfaces, findings: ids }) => surfaces.test(surfaceId) && ids.test(id));

describe.each(findings.map((finding) => ({ id: finding.id, finding })))('$id', ({ id, finding }) => {
  const { requires, consults = [], plans } = finding;
  const verdictWith = (...[facts, states]: Parameters<typeof passingTenant>) =>
    judgeFinding(finding, passingTenant(facts, states)).verdict;
  const without = (surfaceId: string, state: SurfaceState) => verdictWith({ [surfaceId]: [] }, { [surfaceId]: state });

  it('passes in a tenant that is in order', () => {
    expect(judgeFinding(finding, passingTenant())).toMatchObject({ verdict: 'pass' });
  });

  it.each(requires.flatMap((surfaceId) => gone.map(([how, state]) => [surfaceId, how, state] as const)))(
    'is unknown where %s %s',
    (surfaceId, _how, state) => {
      expect(without(surfaceId, state)).toBe('unknown');
    },
  );

  it.each(requires)('is not-applicable where the plan of %s is missing, also beside a missing scope', (surfaceId) => {
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

  it.each(consults.filter((surfaceId) => !isHarmless(id, surfaceId)))(
    'does not pass where %s, which decides too, cannot be read',
    (surfaceId) => {
      expect(without(surfaceId, needsAccess)).not.toBe('pass');
    },
  );
});
