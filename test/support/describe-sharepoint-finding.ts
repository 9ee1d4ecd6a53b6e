import { describe, expect, it } from 'vitest';
import type { Finding } from '#shared/findings/define-finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import type { VerdictKind } from '#shared/kernel/verdict.ts';
import type { SharePointSettings } from '#shared/surfaces/sharepoint-settings/schema.ts';
import { needsAccess, needsLicense, posture } from './posture-facts.ts';

/** Settings on which every SharePoint finding passes. */
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
 * Tests a finding that depends on one or two SharePoint settings. Each row changes one setting and names the verdict.
 */
export const describeSharePointFinding = (
  finding: Finding,
  rows: readonly (readonly [what: string, overrides: Partial<SharePointSettings>, verdict: VerdictKind])[],
): void => {
  const judge = (overrides: Partial<SharePointSettings>, state?: Parameters<typeof posture>[1]) =>
    judgeFinding(finding, posture({ 'sharepoint-settings': [passingSharePoint(overrides)] }, state)).verdict;

  describe(`${finding.id}`, () => {
    it('passes on passing settings', () => {
      expect(judge({})).toBe('pass');
    });

    it.each(rows)('judges settings with %s', (_what, overrides, verdict) => {
      expect(judge(overrides)).toBe(verdict);
    });

    it('is not-applicable without SharePoint, and unknown when the settings could not be read', () => {
      expect(judge({}, { 'sharepoint-settings': needsLicense })).toBe('not-applicable');
      expect(judge({}, { 'sharepoint-settings': needsAccess })).toBe('unknown');
      expect(judgeFinding(finding, posture({ 'sharepoint-settings': [] })).verdict).toBe('unknown');
    });
  });
};
