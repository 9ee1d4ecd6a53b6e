import type { Clock } from '#shared/kernel/clock.ts';
import type { MspId, NewId, TenantId } from '#shared/kernel/ids.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import type { accessOf } from '#shared/permissions/access.ts';
import type { Connection, Connections } from '#shared/store/connection-store.ts';
import type { DirectoryDue } from '#shared/store/directory-due.ts';
import type { Leases } from '#shared/store/lease-store.ts';
import type { MailboxProbes } from '#shared/store/mailbox-probe-store.ts';
import type { Runs } from '#shared/store/run-store.ts';
import type { SurfaceStates } from '#shared/store/surface-state-store.ts';
import type { AnySurface } from '#shared/surfaces/define-surface.ts';

/** The ports that select the reads that are due. */
export interface SelectionDeps {
  readonly clock: Clock;
  readonly surfaces: readonly AnySurface[];
  readonly states: Pick<SurfaceStates, 'readStates' | 'record'>;
  readonly accessOf: typeof accessOf;
  /** The service plans of the tenant; undefined if its licenses were never read. */
  plansOf(scope: TenantScope): Promise<ReadonlySet<string> | undefined>;
  deleteMailboxData(scope: TenantScope, connection: Connection, mailboxId: string): Promise<unknown>;
}

export interface Deps extends SelectionDeps {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly surfaces: readonly AnySurface[];
  scopeOf(mspId: MspId, tenantId: TenantId): TenantScope;
  readonly connections: Pick<Connections, 'get' | 'recordCredentialState' | 'recordTenant'>;
  readonly leases: Pick<Leases, 'acquire' | 'release'>;
  readonly runs: Pick<Runs, 'start' | 'finish'>;
  readonly states: Pick<SurfaceStates, 'readStates' | 'record'>;
  readonly due: Pick<DirectoryDue, 'schedule' | 'unschedule'>;
  readonly probes: Pick<MailboxProbes, 'ofTenant'>;
  /** The scopes of a new token; undefined if they cannot be read from it. */
  grantedTo(connection: Connection): Promise<readonly string[] | undefined>;
  deleteMailboxData(scope: TenantScope, connection: Connection, mailboxId: string): Promise<unknown>;
}
