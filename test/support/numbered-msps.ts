import { openMemberScope, openMspScope } from '#shared/access/open-scope.ts';
import { ConnectionId, MailboxId, MemberId, MspId, TenantId } from '#shared/kernel/ids.ts';
import type { MemberScope, Role } from '#shared/kernel/scope.ts';
import type { NewConnectionFields } from '#shared/store/connection-store.ts';

const id = (prefix: string, number: number): string => `${prefix}_${String(number).padStart(26, '0')}`;

export const mspNumber = (number: number) => openMspScope(MspId.parse(id('msp', number)));

/** The scope of a member of one MSP with this role. */
export const caller = (
  role: Role,
  overrides: { readonly msp?: number; readonly member?: number; readonly email?: string } = {},
): MemberScope =>
  openMemberScope({
    mspId: MspId.parse(id('msp', overrides.msp ?? 1)),
    memberId: MemberId.parse(id('mem', overrides.member ?? 1)),
    role,
    email: overrides.email ?? 'jane@msp.example',
  });

export const tenantNumber = (number: number): TenantId =>
  TenantId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`);

/** The request of a new connection that reads posture and communications. */
export const newConnection = (overrides: Partial<NewConnectionFields> = {}): NewConnectionFields => ({
  connectionId: ConnectionId.parse(id('con', 1)),
  mode: 'own-app',
  tenantId: tenantNumber(1),
  clientId: '11111111-1111-4111-8111-111111111111',
  cloud: 'global',
  reads: ['posture', 'communications'],
  mailboxes: [{ mailboxId: MailboxId.parse(id('mbx', 1)), upn: 'jane@msp.example' }],
  customerIds: [],
  ownTenant: false,
  credential: { kind: 'secret', expiresOn: null, state: 'unknown' },
  ...overrides,
});

export const connectionNumber = (number: number): ConnectionId => ConnectionId.parse(id('con', number));
