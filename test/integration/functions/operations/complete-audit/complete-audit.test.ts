import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completeAudit } from '#functions/operations/complete-audit/complete-audit.ts';
import type { Deps } from '#functions/operations/complete-audit/deps.ts';
import { audited } from '#shared/api/audited.ts';
import { bodyOnDemand } from '#shared/communications/body-on-demand.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import type { MemberScope, MspScope } from '#shared/kernel/scope.ts';
import { auditService } from '#shared/store/audit-entity.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { caller } from '#test/support/numbered-msps.ts';

const customerId = CustomerId.parse('cus_00000000000000000000000001');
/** The rest of a function that was ended from outside. */
const ended = () => new Promise<never>(() => {});

describe('completeAudit', () => {
  let db: TestDynamoDb;
  beforeAll(async () => {
    db = await startDynamoDb();
  });
  afterAll(() => db.stop());

  const measured: number[] = [];
  const depsFor = (...scopes: MspScope[]): Deps => ({
    msps: { all: async () => scopes },
    audit: auditLog(db.table),
    measure: (completed) => measured.push(completed),
    clock: db.table.clock,
  });
  const outcomes = async (scope: MspScope) =>
    (await auditLog(db.table).newest(scope, { limit: 200 })).map(({ action, outcome }) => `${action} ${outcome}`);
  const verification = (scope: MspScope) => auditLog(db.table).verify(scope, []);
  const untilRows = async (scope: MspScope, count: number) => {
    while ((await auditLog(db.table).headOf(scope)).seq < count) await new Promise(setImmediate);
  };
  const removeMember = (member: MemberScope, change: () => Promise<unknown>, requestId = 'request-1') =>
    audited(auditLog(db.table), member, { action: 'member.removed', target: 'mem_x', requestId }, change);
  const readBody = (member: MemberScope, fetch: () => Promise<never>) =>
    bodyOnDemand(
      { caller: member, customerId, itemId: 'item-1', requestId: 'request-2', action: 'message-body.read' },
      {
        consumeRateLimit: async () => ({}),
        copiesOf: async () => [{ mailboxId: 'mbx_1', isPrivate: false }],
        ownAddresses: async () => new Set([member.email]),
        participantsOf: () => [member.email],
        audit: auditLog(db.table),
        fetch,
        clock: db.table.clock,
      },
    );

  it.each([
    { what: 'a change', action: 'member.removed', start: removeMember, msp: 31 },
    { what: 'a body read', action: 'message-body.read', start: readBody, msp: 32 },
  ])('writes unknown once for $what whose function ended between its rows', async ({ action, start, msp }) => {
    const member = caller('admin', { msp });
    void start(member, ended);
    await untilRows(member, 1);
    db.table.clock.advanceSeconds(60);
    expect(await completeAudit({}, depsFor(member))).toEqual({ msps: 1, completed: 0 });
    db.table.clock.advanceSeconds(1);
    const runs = await Promise.all([completeAudit({}, depsFor(member)), completeAudit({}, depsFor(member))]);
    expect(runs.map(({ completed }) => completed).toSorted()).toEqual([0, 1]);
    expect(await completeAudit({}, depsFor(member))).toEqual({ msps: 1, completed: 0 });
    expect(await outcomes(member)).toEqual([`${action} unknown`, `${action} requested`]);
    const [unknown, requested] = await auditLog(db.table).newest(member, { limit: 2 });
    expect(unknown).toMatchObject({
      memberId: member.memberId,
      target: requested?.target,
      requestId: requested?.requestId,
    });
    expect(await verification(member)).toMatchObject({ rows: 2, brokenAt: null });
  });

  it('leaves a complete pair, whatever its outcome, and the removal of an MSP', async () => {
    const member = caller('admin', { msp: 40 });
    await removeMember(member, async () => undefined);
    await expect(readBody(member, () => Promise.reject(new AppError('ItemGone', 'gone')))).rejects.toThrow('gone');
    await auditLog(db.table).append(member, {
      ...{ action: 'msp.removed', memberId: 'operator', target: member.mspId },
      ...{ outcome: 'requested', requestId: 'operator' },
    });
    db.table.clock.advanceSeconds(3_600);
    expect(await completeAudit({}, depsFor(member))).toEqual({ msps: 1, completed: 0 });
    expect(await outcomes(member)).toHaveLength(5);
  });

  it('keeps the outcome of a function that ended late, after unknown', async () => {
    const member = caller('admin', { msp: 43 });
    const { promise, resolve } = Promise.withResolvers<void>();
    const change = removeMember(member, () => promise);
    await untilRows(member, 1);
    db.table.clock.advanceSeconds(61);
    await completeAudit({}, depsFor(member));
    resolve();
    await change;
    db.table.clock.advanceSeconds(61);
    expect(await completeAudit({}, depsFor(member))).toEqual({ msps: 1, completed: 0 });
    expect(await outcomes(member)).toEqual(['done', 'unknown', 'requested'].map((each) => `member.removed ${each}`));
  });

  it('completes at most 100 pairs of an MSP in one run and the rest in the next, and measures both', async () => {
    const member = caller('admin', { msp: 44 });
    const log = auditLog(db.table);
    const rows = Array.from({ length: 120 }, (_, at) => `request-${at}`);
    const entry = { action: 'member.removed', memberId: member.memberId, target: 'mem_x' } as const;
    await Promise.all(rows.map((requestId) => log.append(member, { ...entry, requestId, outcome: 'requested' })));
    db.table.clock.advanceSeconds(61);
    measured.length = 0;
    for (const completed of [100, 20, 0])
      expect(await completeAudit({}, depsFor(member))).toEqual({ msps: 1, completed });
    expect(measured).toEqual([100, 20]);
    expect(await verification(member)).toMatchObject({ rows: 240, brokenAt: null });
  }, 60_000);

  it('appends a row whose writer ended while it waited, and completes it a minute later', async () => {
    const member = caller('admin', { msp: 45 });
    const { mspId, memberId } = member;
    const entry = {
      action: 'member.removed',
      memberId,
      target: 'mem_x',
      requestId: 'r',
      outcome: 'requested',
    } as const;
    await auditService(db.table)
      .entities.waiting.create({ ...entry, mspId, waitingId: 'row_1' })
      .go();
    expect(await completeAudit({}, depsFor(member))).toEqual({ msps: 1, completed: 0 });
    expect(await outcomes(member)).toEqual(['member.removed requested']);
    db.table.clock.advanceSeconds(61);
    expect(await completeAudit({}, depsFor(member))).toEqual({ msps: 1, completed: 1 });
  });

  it('completes the others if one audit log fails, then throws', async () => {
    const [failing, member] = [caller('admin', { msp: 41 }), caller('admin', { msp: 42 })];
    void removeMember(member, ended);
    await untilRows(member, 1);
    db.table.clock.advanceSeconds(61);
    const deps = depsFor(failing, member);
    const openPairs: Deps['audit']['openPairs'] = (scope, page) =>
      scope.mspId === failing.mspId
        ? Promise.reject(new AppError('StoreUnavailable', 'down'))
        : deps.audit.openPairs(scope, page);
    const broken = { ...deps, audit: { ...deps.audit, openPairs } };
    await expect(completeAudit({}, broken)).rejects.toThrow('1 of 2 audit logs could not be completed');
    expect(await outcomes(member)).toEqual(['member.removed unknown', 'member.removed requested']);
  });
});
