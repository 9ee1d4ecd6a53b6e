import { describe, expect, it } from 'vitest';
import type { Finding } from '#shared/findings/define-finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import type { VerdictKind } from '#shared/kernel/verdict.ts';
import type { SharePointSettings } from '#shared/surfaces/sharepoint-settings/schema.ts';
import { needsAccess, needsLicense, posture } from './posture-facts.ts';

/** Settings that nobody would mind; a test breaks one of them at a time. */
export const passingSharePoint = (broken: Partial<SharePointSettings> = {}): SharePointSettings => ({
  sharing: 'existing-guests',
  domainRestriction: 'allow-list',
  restrictedDomains: 2,
  guestsMayReshare: false,
  legacyAuthenticationOn: false,
  invitedAccountMustMatch: true,
  idleSignOut: { isOn: true, afterSeconds: 3600 },
  unmanagedSyncBlocked: true,
  ...broken,
});

/** A finding that stands on one setting or two of SharePoint: it passes on sound ones, and each row breaks one. */
export const describeSharePointFinding = (
  finding: Finding,
  rows: readonly (readonly [what: string, broken: Partial<SharePointSettings>, verdict: VerdictKind])[],
): void => {
  const judge = (broken: Partial<SharePointSettings>, state?: Parameters<typeof posture>[1]) =>
    judgeFinding(finding, posture({ 'sharepoint-settings': [passingSharePoint(broken)] }, state)).verdict;

  describe(`${finding.id}`, () => {
    it('passes in a tenant that is in order', () => {
      expect(judge({})).toBe('pass');
    });

    it.each(rows)('with %s', (_what, broken, verdict) => {
      expect(judge(broken)).toBe(verdict);
    });

    it('is not-applicable without SharePoint, and unknown where the settings cannot be read', () => {
      expect(judge({}, { 'sharepoint-settings': needsLicense })).toBe('not-applicable');
      expect(judge({}, { 'sharepoint-settings': needsAccess })).toBe('unknown');
      expect(judgeFinding(finding, posture({ 'sharepoint-settings': [] })).verdict).toBe('unknown');
    });
  });
};
