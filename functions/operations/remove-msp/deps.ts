import type { Clock } from '#shared/kernel/clock.ts';
import type { CredentialName } from '#shared/kernel/credential-name.ts';
import type { CustomerId, MspId, TenantId } from '#shared/kernel/ids.ts';
import type { MspScope, TenantScope } from '#shared/kernel/scope.ts';
import type { Connections } from '#shared/store/connection-store.ts';
import type { MspDeletion } from '#shared/store/delete-msp.ts';
import type { Member } from '#shared/store/member-record.ts';
import type { MspRemovals, RemovedCounts } from '#shared/store/msp-removal-store.ts';
import type { Msp } from '#shared/store/msp-store.ts';

export interface Deps {
  readonly clock: Clock;
  scopeOf(mspId: MspId): MspScope;
  tenantOf(scope: MspScope, tenantId: TenantId): TenantScope;
  readonly removals: MspRemovals;
  mspOf(scope: MspScope): Promise<Msp | undefined>;
  membersOf(scope: MspScope): Promise<readonly Member[]>;
  customersOf(scope: MspScope): Promise<readonly { readonly customerId: CustomerId }[]>;
  readonly connections: Pick<Connections, 'list' | 'remove'>;
  removeCredential(scope: MspScope, name: CredentialName): Promise<void>;
  /** Deletes the sign-in account of the person, unless another MSP may use it. */
  removeSignIn(member: Member): Promise<RemovedCounts>;
  /** Revokes the access tokens of the person. */
  revokeTokens(member: Member, scope: MspScope): Promise<void>;
  readonly forget: MspDeletion;
  /** Writes a row of the audit log, which is kept. */
  recordAudit(scope: MspScope, outcome: 'requested' | 'done'): Promise<void>;
}
