import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract as devices } from '#functions/api/devices/contract.ts';
import { getDevices } from '#functions/api/devices/get-devices.ts';
import { contract as serviceHealth } from '#functions/api/service-health/contract.ts';
import { getServiceHealth } from '#functions/api/service-health/get-service-health.ts';
import { contract as sharing } from '#functions/api/sharing/contract.ts';
import { getSharing } from '#functions/api/sharing/get-sharing.ts';
import { findings } from '#shared/findings/index.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import { apiCaller } from '#test/support/call-api.ts';
import { passingSharePoint } from '#test/support/describe-sharepoint-finding.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { type JudgedBook, judgedBook } from '#test/support/judged-book.ts';
import { caller, tenantNumber } from '#test/support/numbered-msps.ts';
import { needsAccess, needsLicense, user, userId, users } from '#test/support/posture-facts.ts';
import { device, issue } from '#test/support/threat-facts.ts';

let db: TestDynamoDb;
let book: JudgedBook;
const ids: Record<string, CustomerId> = {};
const calls: Record<string, ReturnType<typeof apiCaller>> = {};

beforeAll(async () => {
  db = await startDynamoDb();
  book = judgedBook(db.table, 1, findings);
  for (const name of ['acme', 'two', 'none']) ids[name] = await book.customer(name, `${name}.example`);
  await book.connect(1, 'Acme', 'acme.example', 'two.example');
  await book.connect(2, 'Two', 'two.example');
  calls['service-health'] = apiCaller(serviceHealth, { getServiceHealth }, book.deps);
  calls['sharing'] = apiCaller(sharing, { getSharing }, book.deps);
  calls['devices'] = apiCaller(devices, { getDevices }, book.deps);
});
afterAll(() => db.stop());

const read = async (view: string, name: string, as = caller('viewer')) => {
  const [call, customerId] = [calls[view], ids[name]];
  if (call === undefined || customerId === undefined) throw new Error(`there is no ${view} of ${name}`);
  return call({ as, route: `GET /v1/customers/{customerId}/${view}`, params: { customerId } });
};

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
    await book.judge(1, {
      'service-health': [
        advisory,
        issue(),
        { ...service, serviceId: 'microsoftteams', name: 'Microsoft Teams', status: 'serviceOperational' },
        service,
      ],
    });
    expect((await read('service-health', 'acme')).body).toMatchObject({
      counts: { incidents: 1, advisories: 1, services: 2, healthy: 1 },
      issues: {
        total: 2,
        items: [
          { issueId: 'EX1234567', service: 'Exchange Online', severity: 'medium', state: 'open', isNew: true },
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
    await book.judge(2, { 'service-health': [issue()] });
    expect((await read('service-health', 'two')).body.issues).toMatchObject({
      total: 2,
      items: [{ issueId: 'EX1234567', tenantIds: [tenantNumber(1), tenantNumber(2)] }, { issueId: 'TM1' }],
    });
    await book.judge(2, { 'service-health': [] }, { 'service-health': needsAccess });
    expect((await read('service-health', 'two')).body).toMatchObject({
      counts: { incidents: null, services: null },
      issues: { total: null, items: [{ issueId: 'EX1234567', tenantIds: [tenantNumber(1)] }, {}] },
      surfaces: { 'service-health': { state: 'needs-access' } },
    });
  });
});

describe('GET /v1/customers/{customerId}/sharing', () => {
  it('returns settings and verdicts of each tenant, and the most permissive level', async () => {
    await book.judge(1, { 'sharepoint-settings': [passingSharePoint()] });
    await book.judge(2, { 'sharepoint-settings': [passingSharePoint({ sharing: 'anyone', guestsMayReshare: true })] });
    const { body } = await read('sharing', 'two');
    expect(body).toMatchObject({
      sharing: 'anyone',
      tenants: [
        { name: 'Acme', settings: { sharing: 'existing-guests' } },
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
    await book.judge(2, { 'sharepoint-settings': [] }, { 'sharepoint-settings': needsAccess });
    expect((await read('sharing', 'two')).body).toMatchObject({
      sharing: null,
      tenants: [{ settings: { sharing: 'existing-guests' } }, { settings: null, checks: [] }],
      surfaces: { 'sharepoint-settings': { state: 'needs-access' } },
    });
  });
});

describe('GET /v1/customers/{customerId}/devices', () => {
  const counts = { kind: 'counts', devices: 10, compliant: 7, noncompliant: 2, inGrace: 1, notKnown: 0 } as const;

  it('counts all devices and lists those that need attention at the customer of the owner', async () => {
    await book.judge(1, {
      users: [...users(4), user(5, { upn: 'five@two.example' })],
      'managed-devices': [
        counts,
        device('in-grace', { deviceId: 'grace', name: 'LT-2' }),
        device('noncompliant', { userId: userId(4) }),
        device('noncompliant', { deviceId: 'theirs', userId: userId(5) }),
      ],
    });
    expect((await read('devices', 'acme')).body).toMatchObject({
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

  it('is null without Intune or access, unknown without a tenant, and answers 404 to another MSP', async () => {
    await book.judge(1, { 'managed-devices': [] }, { 'managed-devices': needsLicense });
    expect((await read('devices', 'acme')).body).toMatchObject({
      counts: null,
      compliantPercent: null,
      devices: { total: null, items: [] },
      surfaces: { 'managed-devices': { state: 'needs-license' } },
    });
    for (const view of Object.keys(calls)) {
      expect((await read(view, 'none')).body, view).toMatchObject({ dataAsOf: null });
      expect(await read(view, 'acme', caller('admin', { msp: 2 })), view).toMatchObject({ status: 404 });
    }
  });
});
