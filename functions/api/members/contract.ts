import { z } from 'zod';
import { Email } from '#shared/api/email.ts';
import { commaSeparated, List, listQuery, searchQuery, sortQuery } from '#shared/api/list.ts';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { MemberId } from '#shared/kernel/ids.ts';

const MemberState = z.enum(['invited', 'active']);
const RoleName = z.enum(['admin', 'member', 'viewer']);

export const MemberAnswer = z
  .object({
    memberId: MemberId,
    email: z.string(),
    role: RoleName,
    /** `invited` until the first sign-in. */
    state: MemberState,
    joinedAt: Instant.nullable(),
  })
  .meta({ id: 'Member', description: 'A person of the MSP.' });

const params = z.strictObject({ memberId: MemberId });

export const contract = apiContract({
  description: 'People of the MSP.',
  environment: Environment.pick({
    STAGE: true,
    TABLE_NAME: true,
    CURSOR_KEY_ID: true,
    USER_POOL_ID: true,
    INVITATIONS_PER_DAY: true,
  }),
  access: {
    table: 'write',
    directories: ['identities', 'tokens'],
    audit: 'append',
    keys: ['cursor'],
    userPool: 'invite',
  },
  timeoutSeconds: 15,
  memoryMegabytes: 256,
  operations: {
    listMembers: {
      route: 'GET /v1/members',
      summary: 'All members of the MSP, in the order of their invitation',
      ability: 'members.read',
      query: z.strictObject({
        ...listQuery,
        ...searchQuery('the e-mail address'),
        ...sortQuery(['invited', 'email'], 'The order.'),
        role: commaSeparated(RoleName).optional(),
        state: commaSeparated(MemberState).optional(),
      }),
      response: {
        status: 200,
        body: List(MemberAnswer).meta({ id: 'MembersPage', description: 'A page of the people of the MSP.' }),
      },
      errors: ['InvalidCursor'],
    },
    inviteMember: {
      route: 'POST /v1/members',
      summary: 'Invite a person. The first sign-in with this verified address makes them a member.',
      ability: 'members.manage',
      body: z.strictObject({ email: Email, role: RoleName }),
      response: { status: 201, body: MemberAnswer },
      rateLimit: 'invitations',
      errors: ['MemberTaken', 'AuditUnavailable'],
    },
    issueInvitationCode: {
      route: 'POST /v1/members/{memberId}/invitation-code',
      summary:
        'A single-use code for an invited person whose sign-in does not verify addresses. It is shown once and valid for seven days.',
      ability: 'members.manage',
      params,
      response: {
        status: 201,
        body: z.object({ memberId: MemberId, email: z.string(), code: z.string(), expiresAt: Instant }),
      },
      errors: ['NotFound', 'RecordChanged', 'AuditUnavailable'],
      sensitive: true,
    },
    changeMember: {
      route: 'PATCH /v1/members/{memberId}',
      summary: 'Change the role of a member. It applies from their next request on.',
      ability: 'members.manage',
      params,
      body: z.strictObject({ role: RoleName }),
      response: { status: 200, body: MemberAnswer },
      errors: ['NotFound', 'LastAdmin', 'AuditUnavailable'],
    },
    removeMember: {
      route: 'DELETE /v1/members/{memberId}',
      summary: 'End a membership. The next request of that person is refused.',
      ability: 'members.manage',
      params,
      response: { status: 204 },
      errors: ['NotFound', 'LastAdmin', 'AuditUnavailable'],
    },
    leaveMsp: {
      route: 'DELETE /v1/me',
      summary:
        'End your own membership, for example to join another MSP with its invitation. Not with an access token.',
      ability: 'self.leave',
      response: { status: 204 },
      errors: ['NotFound', 'LastAdmin', 'AuditUnavailable'],
    },
  },
});
