import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedMicrosoft } from '#local/microsoft/start-microsoft.ts';
import { aTenant, graphOf, startTestMicrosoft, testNow, tokenOf } from '#test/support/simulated-microsoft.ts';
import { manualClock } from '#test/support/time-and-ids.ts';

const reports = 'https://reports.office.com';
const path = "/v1.0/reports/getOffice365ActiveUserDetail(period='D180')";

describe('a simulated usage report', () => {
  const tenant = aTenant();
  const clock = manualClock(testNow);
  let microsoft: SimulatedMicrosoft;
  let authorization: string;
  beforeAll(async () => {
    microsoft = await startTestMicrosoft([tenant], { clock });
    authorization = `Bearer ${await tokenOf(microsoft, tenant)}`;
  });
  afterAll(() => microsoft.stop());
  const requestReport = () => fetch(`${graphOf(microsoft)}${path}`, { headers: { authorization }, redirect: 'manual' });
  const linkOf = (answer: Response) =>
    (answer.headers.get('location') ?? '').replace(reports, microsoft.origins[reports]);

  it('is a redirect to another host, which refuses a token', async () => {
    const answer = await requestReport();
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toMatch(/^https:\/\/reports\.office\.com\/data\/download\/\w+$/);
    expect((await fetch(linkOf(answer), { headers: { authorization } })).status).toBe(400);
    const bytes = new Uint8Array(await (await fetch(linkOf(answer))).arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = new TextDecoder().decode(bytes).split('\r\n');
    expect(lines[0]).toMatch(/^Report Refresh Date,User Principal Name,Display Name,Is Deleted,/);
    expect(lines[1]).toContain(tenant.users[0]?.userPrincipalName);
  });

  it('has hashes instead of names when the tenant conceals them', async () => {
    tenant.usage.concealsNames = true;
    const text = await (await fetch(linkOf(await requestReport()))).text();
    tenant.usage.concealsNames = false;
    expect(text).not.toContain('@');
    expect(text.split('\r\n')[1]?.split(',')[1]).toMatch(/^[0-9A-F]{32}$/);
  });

  it('expires after some minutes', async () => {
    const answer = await requestReport();
    clock.advanceSeconds(301);
    expect((await fetch(linkOf(answer))).status).toBe(404);
  });

  it('is limited to fourteen requests in ten minutes', async () => {
    clock.advanceSeconds(600);
    const statuses: number[] = [];
    for (let count = 0; count < 15; count += 1) statuses.push((await requestReport()).status);
    expect(statuses).toEqual([...Array.from({ length: 14 }, () => 302), 429]);
  });
});
