import { openTenantScope } from '#shared/access/open-scope.ts';
import { ConnectionId, CustomerId, MailboxId, MspId, RunId, TenantId } from '#shared/kernel/ids.ts';
import type { RunRef } from '#shared/kernel/run.ts';
import type { NewConnectionFields } from '#shared/store/connection-store.ts';

const ulid = (number: number): string => String(number).padStart(26, '0');

export const mspId = (number: number) => MspId.parse(`msp_${ulid(number)}`);
export const runId = (number: number) => RunId.parse(`run_${ulid(number)}`);
export const connectionId = (number: number) => ConnectionId.parse(`con_${ulid(number)}`);
export const customerId = (number: number) => CustomerId.parse(`cus_${ulid(number)}`);
export const mailboxId = (number: number) => MailboxId.parse(`mbx_${ulid(number)}`);
export const tenantId = (number: number) =>
  TenantId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`);

/** The scope of a tenant by number. Default: of the MSP with the same number. */
export const tenantScope = (number: number, msp = number) => openTenantScope(mspId(msp), tenantId(number));

export const runOf = (number: number, fence = 1, run = number): RunRef => ({
  mspId: mspId(number),
  tenantId: tenantId(number),
  connectionId: connectionId(number),
  runId: runId(run),
  fence,
});

export const newConnection = (number: number, overrides: Partial<NewConnectionFields> = {}): NewConnectionFields => ({
  connectionId: connectionId(number),
  mode: 'own-app',
  tenantId: tenantId(number),
  clientId: '11111111-2222-4333-8444-555555555555',
  cloud: 'global',
  reads: ['posture', 'communications'],
  mailboxes: [{ mailboxId: mailboxId(1), upn: 'tess@msp.example' }],
  customerIds: [],
  ownTenant: false,
  credential: { kind: 'secret', expiresOn: null, state: 'unknown' },
  ...overrides,
});
