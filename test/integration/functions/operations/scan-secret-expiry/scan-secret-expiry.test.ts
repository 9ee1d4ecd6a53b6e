import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Deps } from '#functions/operations/scan-secret-expiry/deps.ts';
import type { ExpiryCounts } from '#functions/operations/scan-secret-expiry/expiry-counts.ts';
import { scanSecretExpiry } from '#functions/operations/scan-secret-expiry/scan-secret-expiry.ts';
import type { Announcement } from '#shared/aws/announcer.ts';
import { addDays, dateOf } from '#shared/kernel/clock.ts';
import { connections } from '#shared/store/connection-store.ts';
import { directoryExpiry } from '#shared/store/directory-expiry.ts';
import { createMspWithMembers } from '#shared/store/msp-creation.ts';
import { msps } from '#shared/store/msp-store.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { connectionNumber, newConnection, tenantNumber } from '#test/support/numbered-msps.ts';

let db: TestDynamoDb;
let deps: Deps;
let scope: ReturnType<Deps['directory']['scopeOf']>;
const sent: Announcement[] = [];
let measured: ExpiryCounts | undefined;
let announce: Deps['announce'];
let lastNumber = 0;

beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(() => db.stop());
beforeEach(async () => {
  const { table } = db;
  const { items } = await directoryExpiry(table).page({ limit: 1000 });
  for (const { mspId, holder } of items) {
    const connection = await connections(table).get(scope, connectionOf(holder));
    if (connection === undefined) throw new Error(`${mspId} has no connection ${holder}`);
    await connections(table).remove(scope, connection);
  }
  const people = [{ email: `ada${lastNumber}@msp.example`, role: 'admin' as const }];
  const { msp } = await createMspWithMembers(table)({ name: 'Northwind IT', people });
  sent.length = 0;
  measured = undefined;
  announce = async (announcement) => void sent.push(announcement);
  deps = {
    directory: directoryExpiry(table),
    mspOf: (of) => msps(table).get(of),
    connectionOf: (of, connectionId) => connections(table).get(of, connectionId),
    announce: (announcement) => announce(announcement),
    measure: (counts) => {
      measured = counts;
    },
    log: () => {},
    clock: table.clock,
  };
  // Only the id of the MSP is read.
  scope = deps.directory.scopeOf({ mspId: msp.mspId } as Parameters<Deps['directory']['scopeOf']>[0]);
  table.clock.moveTo('2026-11-22T12:00:00.000Z');
});

const connectionOf = (holder: string) => connectionNumber(Number(holder.split('_')[1]));

const connect = (endsInDays: number | null) => {
  lastNumber += 1;
  const expiresOn = endsInDays === null ? null : dateOf(addDays(db.table.clock.now(), endsInDays));
  return connections(db.table).create(
    scope,
    newConnection({
      connectionId: connectionNumber(lastNumber),
      tenantId: tenantNumber(lastNumber),
      credential: { kind: 'secret', expiresOn, state: 'unknown' },
    }),
  );
};
const scan = () => scanSecretExpiry({}, deps);
const daysLater = (days: number): void => db.table.clock.advanceSeconds(days * 86_400);
const warnings = (): unknown[] => sent.map(({ event }) => event.detail['warning']);

describe('the daily scan', () => {
  it('sends one message for each threshold with the credential, its expiry and the steps', async () => {
    const { connectionId, tenantId, clientId } = await connect(40);
    expect(await scan()).toEqual({ credentials: 1, notified: 0 });
    const warnings: Record<number, unknown> = {};
    for (let day = 1; day <= 45; day += 1) {
      daysLater(1);
      const before = sent.length;
      await scan();
      for (const { event } of sent.slice(before)) warnings[40 - day] = event.detail['warning'];
    }
    expect(warnings).toEqual({ 30: '30-days', 14: '14-days', 7: '7-days', 3: '3-days', '-1': 'expired' });

    const at14 = sent[1];
    expect(at14?.subject).toBe('Vectis: a client secret expires in 14 days');
    for (const part of ['2027-01-01', 'in 14 days', 'Northwind IT', connectionId, tenantId, clientId])
      expect(at14?.text).toContain(part);
    expect(at14?.text).toContain(`PUT /v1/connections/${connectionId}/credential`);
    expect(at14?.text).toContain('docs/runbooks/secrets-expiring-14-days.md');
    expect(at14?.event).toEqual({
      type: 'credential.expiring',
      detail: {
        mspId: scope.mspId,
        holder: connectionId,
        connectionId,
        tenantId,
        clientId,
        kind: 'client secret',
        warning: '14-days',
        expiresOn: '2027-01-01',
      },
    });
  });

  it('sends only the most urgent warning, and nothing twice on one day', async () => {
    await connect(5);
    expect(await scan()).toEqual({ credentials: 1, notified: 1 });
    expect(await scan()).toEqual({ credentials: 1, notified: 0 });
    expect(warnings()).toEqual(['7-days']);
    daysLater(2);
    await scan();
    expect(warnings()).toEqual(['7-days', '3-days']);
  });

  it('sends one message if two scans run concurrently', async () => {
    for (let count = 0; count < 12; count += 1) await connect(2);
    const answers = await Promise.all([scan(), scan(), scan()]);
    expect(answers.reduce((sum, { notified }) => sum + notified, 0)).toBe(12);
    expect(new Set(sent.map(({ event }) => event.detail['connectionId'])).size).toBe(12);
    expect(sent).toHaveLength(12);
  });

  it('starts over for a replaced credential', async () => {
    const before = await connect(10);
    await scan();
    daysLater(1);
    await connections(db.table).replaceCredential(scope, before.connectionId, {
      kind: 'secret',
      state: 'valid',
      expiresOn: dateOf(addDays(db.table.clock.now(), 12)),
    });
    await scan();
    expect(warnings()).toEqual(['14-days', '14-days']);
  });

  it('sends a refusal with its reason, and again after an acceptance in between', async () => {
    const { connectionId } = await connect(null);
    const say = (state: 'refused' | 'valid') =>
      connections(db.table).recordCredentialState(scope, connectionId, {
        state,
        code: state === 'refused' ? 'ConsentMissing' : undefined,
      });
    await say('refused');
    await scan();
    await scan();
    expect(warnings()).toEqual(['refused']);
    expect(sent[0]).toMatchObject({
      subject: 'Vectis: Microsoft refuses a client secret',
      text: expect.stringContaining('The tenant has not consented to the application.'),
      event: { type: 'credential.refused', detail: { code: 'consent-missing', expiresOn: null } },
    });
    daysLater(1);
    await say('valid');
    await scan();
    daysLater(1);
    await say('refused');
    await scan();
    expect(warnings()).toEqual(['refused', 'refused']);
  });

  it('emits counts by threshold, expired, refused and the earliest expiry', async () => {
    for (const days of [400, 29, 14, 6, 0, -3, null]) await connect(days);
    const { connectionId } = await connect(90);
    await connections(db.table).recordCredentialState(scope, connectionId, { state: 'refused', code: 'SecretInvalid' });
    await scan();
    expect(measured).toEqual({
      credentials: 8,
      by: { '30-days': 4, '14-days': 3, '7-days': 2, '3-days': 1, expired: 1, refused: 1 },
      earliestDays: 0,
    });
  });

  it('throws at the end if one message fails, sends the others and retries later', async () => {
    const first = await connect(2);
    await connect(2);
    announce = async (announcement) => {
      if (announcement.event.detail['connectionId'] === first.connectionId) throw new Error('the topic is away');
      sent.push(announcement);
    };
    await expect(scan()).rejects.toThrow('1 credentials could not be notified');
    expect(sent).toHaveLength(1);
    expect(measured?.by['3-days']).toBe(2);
    announce = async (announcement) => void sent.push(announcement);
    expect(await scan()).toEqual({ credentials: 2, notified: 1 });
    expect(sent.map(({ event }) => event.detail['connectionId'])).toContain(first.connectionId);
  });

  it('reads a long directory in pages and sends each message once', async () => {
    const { table } = db;
    let pages = 0;
    deps = {
      ...deps,
      directory: {
        ...deps.directory,
        page: (asked) => {
          pages += 1;
          expect(asked.limit).toBeLessThanOrEqual(100);
          return directoryExpiry(table).page(asked);
        },
      },
    };
    for (let made = 0; made < 120; made += 20)
      await Promise.all(Array.from({ length: 20 }, (_, at) => connect(made + at < 110 ? 300 : 1)));
    expect(await scan()).toEqual({ credentials: 120, notified: 10 });
    expect(pages).toBeGreaterThanOrEqual(2);
    expect(await scan()).toEqual({ credentials: 120, notified: 0 });
  });
});
