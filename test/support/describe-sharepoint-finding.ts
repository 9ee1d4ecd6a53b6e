import { describe, expect, it } from 'vitest';
import type { Finding } from '#shared/findings/define-finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import type { VerdictKind } from '#shared/kernel/verdict.ts';
import type { SharePointSettings } from '#shared/surfaces/sharepoint-settings/schema.ts';
import { needsAccess, needsLicense, posture } from './posture-facts.ts';

/** Settings that every finding passes with. Tests override one at a time. */
export const passingSharePoint = (overrides: Partial<SharePointSettings> = {}): SharePointSettings => ({
  sharing: 'existing-guests',
  domainRestriction: 'allow-list',
  restrictedDomains: 2,
  guestsMayReshare: false,
  legacyAuthenticationOn: false,
  invitedAccountMustMatch: true,
  idleSignOut: { isOn: true, afterSeconds: 3600 },
  unmanagedSyncBlocked: true,
  ...overrides,
});

/**
 * Tests a finding about one or two SharePoint settings: it passes with the passing ones, and each row overrides one.
 */
export const describeSharePointFinding = (
  finding: Finding,
  rows: readonly (readonly [what: string, overrides: Partial<SharePointSettings>, verdict: VerdictKind])[],
): void => {
  const judge = (overrides: Partial<SharePointSettings>, state?: Parameters<typeof posture>[1]) =>
    judgeFinding(finding, posture({ 'sharepoint-settings': [passingSharePoint(overrides)] }, state)).verdict;

  describe(`${finding.id}`, () => {
    it('passes with the passing settings', () => {
      expect(judge({})).toBe('pass');
    });

    it.each(rows)('with %s is judged as expected', (_what, overrides, verdict) => {
      expect(judge(overrides)).toBe(verdict);
    });

    it('is not-applicable without SharePoint, and unknown when the settings cannot be read', () => {
      expect(judge({}, { 'sharepoint-settings': needsLicense })).toBe('not-applicable');
      expect(judge({}, { 'sharepoint-settings': needsAccess })).toBe('unknown');
      expect(judgeFinding(finding, posture({ 'sharepoint-settings': [] })).verdict).toBe('unknown');
    });
  });
};
