import { describe, expect, it } from 'vitest';
import { removeSignIn } from '#functions/operations/remove-msp/remove-sign-in.ts';
import { MemberId } from '#shared/kernel/ids.ts';
import { Member } from '#shared/store/member-record.ts';
import { mspNumber } from '#test/support/numbered-msps.ts';
import { mspId } from '#test/support/numbered-tenants.ts';

const memberId = MemberId.parse('mem_00000000000000000000000001');

const remove = async (state: Member['state'], invitedBy: readonly number[], managesAccounts = true) => {
  const removed: string[] = [];
  const member = Member.parse({
    mspId: mspId(1),
    memberId,
    email: 'ann@msp.example',
    role: 'admin',
    state,
    invitedAt: '2026-11-22T12:00:00.000Z',
    joinedAt: null,
    identityHash: null,
    codeHash: null,
    revision: 1,
  });
  const counts = await removeSignIn(member, {
    directory: { byEmail: async () => invitedBy.map((msp) => ({ scope: mspNumber(msp), memberId })) },
    userPool: { remove: async (email) => void removed.push(email) },
    managesAccounts,
  });
  return { removed, counts };
};

describe('removeSignIn', () => {
  it('deletes the account of an active member', async () => {
    expect(await remove('active', [1])).toEqual({ removed: ['ann@msp.example'], counts: { signIn: 1 } });
  });

  it('keeps the account if another MSP invited the address', async () => {
    expect(await remove('active', [1, 2])).toEqual({ removed: [], counts: {} });
  });

  it('keeps the account if the member is not active', async () => {
    expect(await remove('invited', [1])).toEqual({ removed: [], counts: {} });
  });

  it('counts no account where the stage manages none', async () => {
    expect((await remove('active', [1], false)).counts).toEqual({});
  });
});
