import { describe, expect, it } from 'vitest';
import { changeMember } from '#functions/api/members/change-member.ts';
import type { Deps } from '#functions/api/members/deps.ts';
import { inviteMember } from '#functions/api/members/invite-member.ts';
import { issueInvitationCode } from '#functions/api/members/issue-invitation-code.ts';
import { listMembers } from '#functions/api/members/list-members.ts';
import { leaveMsp } from '#functions/api/members/leave-msp.ts';
import { removeMember } from '#functions/api/members/remove-member.ts';
import { openMemberScope } from '#shared/access/open-scope.ts';
import { openCursors } from '#shared/api/cursor.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { MemberId } from '#shared/kernel/ids.ts';
import type { AuditEntry } from '#shared/store/audit-row.ts';
import type { Member } from '#shared/store/member-record.ts';
import { aPrincipal } from '#test/support/gateway-request.ts';
import { sequentialIds } from '#test/support/time-and-ids.ts';

const ada = aPrincipal();
const caller = openMemberScope(ada);
const bobId = MemberId.parse('mem_00000000000000000000000002');
const aMember = (changed: Partial<Member> = {}): Member => ({
  mspId: ada.mspId,
  memberId: bobId,
  email: 'bob@msp.example',
  role: 'member',
  state: 'invited',
  invitedAt: '2026-11-22T12:00:00.000Z',
  joinedAt: null,
  identityHash: 'hash',
  codeHash: 'hash',
  revision: 1,
  ...changed,
});

const fakes = (changed: Partial<Deps['members']> = {}, audit?: Deps['audit']) => {
  const rows: AuditEntry[] = [];
  const ended: string[] = [];
  const invited: string[] = [];
  const keep = async (_scope: unknown, entry: AuditEntry) => {
    rows.push(entry);
    // The tests do not read the row itself.
    return entry as never;
  };
  const deps: Deps = {
    members: {
      list: async () => [],
      invite: async (_scope, person) => aMember(person),
      changeRole: async (_scope, memberId, role) => aMember({ memberId, role }),
      remove: async (_scope, memberId) => aMember({ memberId }),
      issueCode: async () => ({ email: 'ada@msp.example', expiresAt: '2026-11-29T12:00:00.000Z' }),
      ...changed,
    },
    tokens: { revokeAllOf: async (_scope, memberId) => void ended.push(memberId) },
    countInvitation: async () => ({ ratelimit: 'state' }),
    inviteToSignIn: async (email) => void invited.push(email),
    audit: audit ?? { append: keep },
    cursors: openCursors(async () => Buffer.from('a key of at least sixteen bytes')),
    newId: sequentialIds(),
    newCode: () => 'CANARY-code',
  };
  return { deps, rows, ended, invited };
};
const request = <Parts extends object>(parts: Parts) => ({
  caller,
  params: undefined,
  query: undefined,
  body: undefined,
  requestId: 'request-1',
  origin: 'o',
  ...parts,
});
const params = { memberId: bobId };
const outcomes = (rows: readonly AuditEntry[]) => rows.map(({ action, outcome }) => `${action} ${outcome}`);

describe('members', () => {
  it('are invited with a new id, and the audit log contains no address', async () => {
    const { deps, rows, invited } = fakes();
    const { body, headers } = await inviteMember(
      request({ body: { email: 'bob@msp.example', role: 'viewer' as const } }),
      deps,
    );
    expect(body).toEqual({
      memberId: expect.stringMatching(/^mem_/),
      email: 'bob@msp.example',
      role: 'viewer',
      state: 'invited',
      joinedAt: null,
    });
    expect(headers).toEqual({ ratelimit: 'state', location: `/v1/members/${body.memberId}` });
    expect(outcomes(rows)).toEqual(['member.invited requested', 'member.invited done']);
    expect(invited).toEqual(['bob@msp.example']);
    expect(rows.every(({ target, memberId }) => target === body.memberId && memberId === ada.memberId)).toBe(true);
    expect(JSON.stringify(rows)).not.toContain('bob@');
  });

  it('are not invited, mailed or audited when the invitations of the day are used up', async () => {
    const { deps, rows, invited } = fakes();
    const countInvitation = () => Promise.reject(new AppError('RateLimited', 'used up', { retryAfterSeconds: 60 }));
    const work = inviteMember(request({ body: { email: 'bob@msp.example', role: 'viewer' as const } }), {
      ...deps,
      countInvitation,
    });
    await expect(work).rejects.toMatchObject({ code: 'RateLimited' });
    expect([rows, invited]).toEqual([[], []]);
  });

  it.each([
    [
      'changed',
      'member.made-admin',
      (deps: Deps) => changeMember(request({ params, body: { role: 'admin' as const } }), deps),
    ],
    ['removed', 'member.removed', (deps: Deps) => removeMember(request({ params }), deps)],
    ['gone by their own choice', 'member.left', (deps: Deps) => leaveMsp(request({ params: undefined }), deps)],
    ['given a code', 'member.code-issued', (deps: Deps) => issueInvitationCode(request({ params }), deps)],
  ])('are %s between two audit rows', async (_what, action, run) => {
    const { deps, rows } = fakes();
    await run(deps);
    expect(outcomes(rows)).toEqual([`${action} requested`, `${action} done`]);
    expect(JSON.stringify(rows)).not.toContain('CANARY-code');
  });

  it('lose their access tokens when removed, and only then', async () => {
    const { deps, ended } = fakes();
    await changeMember(request({ params, body: { role: 'viewer' as const } }), deps);
    expect(ended).toEqual([]);
    await removeMember(request({ params }), deps);
    expect(ended).toEqual([bobId]);
  });

  it('leave a failed change in the audit log and report its error to the caller', async () => {
    const last = () => Promise.reject(new AppError('LastAdmin', 'nobody else'));
    const { deps, rows } = fakes({ remove: last });
    await expect(removeMember(request({ params }), deps)).rejects.toMatchObject({ code: 'LastAdmin' });
    expect(outcomes(rows)).toEqual(['member.removed requested', 'member.removed failed']);
  });

  it('are unchanged if the audit log cannot be written', async () => {
    let touched = false;
    const touch = async () => {
      touched = true;
      return aMember();
    };
    const audit = { append: () => Promise.reject(new AppError('AuditUnavailable', 'no')) };
    const { deps } = fakes({ remove: touch, changeRole: touch, invite: touch }, audit);
    await expect(removeMember(request({ params }), deps)).rejects.toMatchObject({ code: 'AuditUnavailable' });
    expect(touched).toBe(false);
  });

  it('are listed in pages, without identities', async () => {
    const people = ['1', '2', '3'].map((last) =>
      aMember({ memberId: MemberId.parse(`mem_0000000000000000000000000${last}`) }),
    );
    const { deps } = fakes({ list: async () => people });
    const first = await listMembers(request({ query: { limit: 2 } }), deps);
    const cursor = first.body.nextCursor ?? undefined;
    const second = await listMembers(request({ query: { limit: 2, cursor } }), deps);
    expect([first, second].map(({ body }) => body.items.length)).toEqual([2, 1]);
    expect(second.body.nextCursor).toBeNull();
    expect(Object.keys(first.body.items[0] ?? {})).toEqual(['memberId', 'email', 'role', 'state', 'joinedAt']);
  });
});
