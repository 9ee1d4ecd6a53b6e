import { describe, expect, it } from 'vitest';
import { findings } from '#shared/findings/index.ts';
import { passingSharePoint } from '#test/support/describe-sharepoint-finding.ts';
import { tenantNumber } from '#test/support/numbered-msps.ts';
import { needsAccess, needsLicense, user, userId, users } from '#test/support/posture-facts.ts';
import { device, issue } from '#test/support/threat-facts.ts';
import { viewSuite } from '#test/support/view-suite.ts';

const suite = viewSuite({
  customers: ['acme', 'two', 'none'],
  tenants: { 1: ['Acme', 'acme.example', 'two.example'], 2: ['Two', 'two.example'] },
  findings,
});

const service = {
  kind: 'service',
  serviceId: 'Exchange',
  name: 'Exchange Online',
  status: 'serviceDegradation',
} as const;
const advisory = issue({
  issueId: 'TM1',
  title: 'Teams is slow',
  service: 'Microsoft Teams',
  classification: 'advisory',
});

describe('GET /v1/customers/{customerId}/service-health', () => {
  it('lists issues, incidents first, and services', async () => {
    await suite.book.judge(1, {
      'service-health': [
        advisory,
        issue(),
        { ...service, serviceId: 'microsoftteams', name: 'Microsoft Teams', status: 'serviceOperational' },
        service,
      ],
    });
    expect((await suite.read('service-health', 'acme')).body).toMatchObject({
      counts: { incidents: 1, advisories: 1, services: 2, healthy: 1 },
      issues: {
        total: 2,
        items: [
          { issueId: 'EX1234567', service: 'Exchange Online', severity: 'medium', state: 'open', isNew: false },
          { issueId: 'TM1', classification: 'advisory', severity: 'info' },
        ],
      },
      services: [
        { name: 'Exchange Online', isHealthy: false },
        { name: 'Microsoft Teams', isHealthy: true },
      ],
    });
  });

  it('lists an issue of several tenants once, and has null counts when one tenant is unreadable', async () => {
    await suite.book.judge(2, { 'service-health': [issue()] });
    expect((await suite.read('service-health', 'two')).body.issues).toMatchObject({
      total: 2,
      items: [{ issueId: 'EX1234567', tenantIds: [tenantNumber(1), tenantNumber(2)] }, { issueId: 'TM1' }],
    });
    await suite.book.judge(2, { 'service-health': [] }, { 'service-health': needsAccess });
    expect((await suite.read('service-health', 'two')).body).toMatchObject({
      counts: { incidents: null, services: null },
      issues: { total: null, items: [{ issueId: 'EX1234567', tenantIds: [tenantNumber(1)] }, {}] },
      surfaces: { 'service-health': { state: 'needs-access' } },
    });
  });

  suite.testsNoData('service-health', { counts: { incidents: null }, issues: { total: null, items: [] } });
});

describe('GET /v1/customers/{customerId}/sharing', () => {
  it('returns settings and verdicts of each tenant, and the most permissive level', async () => {
    await suite.book.judge(1, { 'sharepoint-settings': [passingSharePoint()] });
    await suite.book.judge(2, {
      'sharepoint-settings': [passingSharePoint({ sharing: 'anyone', guestsMayReshare: true })],
    });
    const { body } = await suite.read('sharing', 'two');
    expect(body).toMatchObject({
      sharing: 'anyone',
      tenants: [
        { tenantName: 'Acme', settings: { sharing: 'existing-guests' } },
        { tenantId: tenantNumber(2), settings: { sharing: 'anyone' } },
      ],
    });
    expect(body.tenants[1].checks).toHaveLength(6);
    expect(body.tenants[1].checks).toContainEqual(
      expect.objectContaining({
        findingId: 'sharing.guests-cannot-reshare',
        verdict: 'fail',
        severity: 'medium',
        state: 'open',
        action: { text: expect.any(String), url: expect.stringMatching(/^https:/) },
      }),
    );
    expect(body.tenants[0].checks.every(({ verdict }: { verdict: string }) => verdict === 'pass')).toBe(true);
  });

  it('is null when settings cannot be read', async () => {
    await suite.book.judge(2, { 'sharepoint-settings': [] }, { 'sharepoint-settings': needsAccess });
    expect((await suite.read('sharing', 'two')).body).toMatchObject({
      sharing: null,
      tenants: [{ settings: { sharing: 'existing-guests' } }, { settings: null, checks: [] }],
      surfaces: { 'sharepoint-settings': { state: 'needs-access' } },
    });
  });

  suite.testsNoData('sharing', { sharing: null, tenants: [] });
});

describe('GET /v1/customers/{customerId}/devices', () => {
  const counts = { kind: 'counts', devices: 10, compliant: 7, noncompliant: 2, inGrace: 1, notKnown: 0 } as const;

  it('counts all devices and lists those that need attention at the customer of the owner', async () => {
    await suite.book.judge(1, {
      users: [...users(4), user(5, { upn: 'five@two.example' })],
      'managed-devices': [
        counts,
        device('in-grace', { deviceId: 'grace', name: 'LT-2' }),
        device('noncompliant', { userId: userId(4) }),
        device('noncompliant', { deviceId: 'theirs', userId: userId(5) }),
      ],
    });
    expect((await suite.read('devices', 'acme')).body).toMatchObject({
      counts: { devices: 10, compliant: 7, noncompliant: 2, inGrace: 1, notKnown: 0 },
      compliantPercent: 70,
      devices: {
        total: 2,
        items: [
          { name: 'LT-1', compliance: 'noncompliant', user: 'Person 4', severity: 'medium', state: 'open' },
          { name: 'LT-2', compliance: 'in-grace', user: null, verdict: 'warn' },
        ],
      },
    });
  });

  it('is null without Intune', async () => {
    await suite.book.judge(1, { 'managed-devices': [] }, { 'managed-devices': needsLicense });
    expect((await suite.read('devices', 'acme')).body).toMatchObject({
      counts: null,
      compliantPercent: null,
      devices: { total: null, items: [] },
      surfaces: { 'managed-devices': { state: 'needs-license' } },
    });
  });

  suite.testsNoData('devices', { counts: null, devices: { total: null, items: [] } });
});
