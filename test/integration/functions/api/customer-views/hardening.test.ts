import { describe, expect, it } from 'vitest';
import { findings } from '#shared/findings/index.ts';
import { hardeningAreas } from '#shared/views/hardening/checklist.ts';
import { caller, tenantNumber } from '#test/support/numbered-msps.ts';
import { needsAccess, needsLicense, policy } from '#test/support/posture-facts.ts';
import { viewSuite } from '#test/support/view-suite.ts';

const suite = viewSuite({
  customers: ['acme', 'two', 'new', 'none'],
  tenants: {
    1: ['Acme', 'acme.example'],
    2: ['Two', 'two.example'],
    3: ['Second of two', 'two.example'],
    4: ['New', 'new.example'],
  },
  findings,
});

const read = (name: string, as = caller('viewer')) => suite.read('hardening', name, as);
const itemOf = (body: { items: { findingId: string }[] }, id: string) =>
  body.items.find(({ findingId }) => findingId === id);

describe('GET /v1/customers/{customerId}/hardening', () => {
  it('lists every item of the checklist by area, with action and references', async () => {
    const modern = policy({ clientAppTypes: ['browser', 'mobileAppsAndDesktopClients'] });
    await suite.book.judge(1, { 'conditional-access': [modern] }, { 'directory-policies': needsAccess });
    const { body } = await read('acme');
    const listed = hardeningAreas.flatMap(({ findingIds }) => findingIds);
    expect(body.items.map(({ findingId }: { findingId: string }) => findingId)).toEqual(listed);
    expect(itemOf(body, 'conditional-access.legacy-auth-blocked')).toMatchObject({
      area: 'conditional-access',
      verdict: 'fail',
      severity: 'high',
      subjects: [{ kind: 'tenant', id: tenantNumber(1), findingKey: expect.stringMatching(/^[\w-]{50}$/) }],
      action: { text: expect.stringContaining('Conditional Access'), url: expect.stringContaining(tenantNumber(1)) },
      references: ['CIS 5.2.2.3', 'MS.AAD.1.1v1'],
    });
    expect(itemOf(body, 'mfa.enforced-for-all-users')).toMatchObject({ verdict: 'pass', subjects: [] });
    expect(itemOf(body, 'guests.invites-restricted')).toMatchObject({ verdict: 'unknown', severity: null });
    expect(itemOf(body, 'admins.no-standing-access')).toMatchObject({ verdict: 'not-applicable' });
    expect(body.beyondGraph).toContainEqual({ title: 'SMTP AUTH is off', where: 'Exchange Online' });
  });

  it('computes the share of passing items without unknown ones', async () => {
    const { body } = await read('acme');
    const of = (verdict: string) => body.items.filter((item: { verdict: string }) => item.verdict === verdict).length;
    const { score } = body;
    expect(score).toMatchObject({ pass: of('pass'), warn: of('warn'), fail: of('fail'), unknown: of('unknown') });
    expect(score.pass + score.warn + score.fail + score.notApplicable + score.unknown).toBe(body.items.length);
    expect(score.percent).toBeCloseTo((of('pass') / (of('pass') + of('warn') + of('fail'))) * 100, 1);
    const consent = body.areas.find(({ area }: { area: string }) => area === 'consent');
    const unknown = hardeningAreas.find(({ area }) => area === 'consent')?.findingIds.length;
    expect(consent.score).toEqual({
      pass: 0,
      warn: 0,
      fail: 0,
      notApplicable: 0,
      unknown,
      seen: { of: unknown, judged: 0 },
      percent: null,
    });
    expect(score.seen).toEqual({
      of: body.items.length - of('not-applicable'),
      judged: of('pass') + of('warn') + of('fail'),
    });
  });

  it('uses the worst of several tenants, with the states of its surfaces', async () => {
    await suite.book.judge(2);
    await suite.book.judge(3, { 'conditional-access': [] }, { 'conditional-access': needsLicense });
    const { body } = await read('two');
    expect(itemOf(body, 'mfa.enforced-for-all-users')).toMatchObject({
      verdict: 'fail',
      tenants: [
        { tenantId: tenantNumber(2), verdict: 'pass' },
        { tenantId: tenantNumber(3), verdict: 'fail' },
      ],
    });
    expect(body.surfaces['conditional-access']).toMatchObject({ state: 'needs-license' });
    expect(body.surfaces).not.toHaveProperty('defender-alerts');
  });

  it('is unknown for a tenant that was never read', async () => {
    const { body } = await read('new');
    expect(body).toMatchObject({ score: { pass: 0, fail: 0, percent: null }, dataAsOf: null });
    expect(body.items.every(({ verdict }: { verdict: string }) => verdict === 'unknown')).toBe(true);
  });

  suite.testsNoData('hardening', { score: { pass: 0, fail: 0, percent: null } });
});
