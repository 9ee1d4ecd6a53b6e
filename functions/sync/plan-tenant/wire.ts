import type { z } from 'zod';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { openCredentialStore } from '#shared/aws/credential-store.ts';
import { knownPlans } from '#shared/collecting/known-posture.ts';
import { MailboxId } from '#shared/kernel/ids.ts';
import { platform } from '#shared/lambda/platform.ts';
import { connectionOpener } from '#shared/microsoft/open-connection.ts';
import { accessOf } from '#shared/permissions/access.ts';
import { connections } from '#shared/store/connection-store.ts';
import { deleteMailboxData } from '#shared/store/delete-mailbox-data.ts';
import { directoryDue } from '#shared/store/directory-due.ts';
import { facts } from '#shared/store/fact-store.ts';
import { leases } from '#shared/store/lease-store.ts';
import { mailboxProbes } from '#shared/store/mailbox-probe-store.ts';
import { runs } from '#shared/store/run-store.ts';
import { surfaceStates } from '#shared/store/surface-state-store.ts';
import { openTable } from '#shared/store/table.ts';
import { surfaces } from '#shared/surfaces/index.ts';
import type { contract } from './contract.ts';
import { grantedRoles } from './granted-roles.ts';
import type { Deps } from './deps.ts';

export const wire = ({ TABLE_NAME, CREDENTIALS_PREFIX }: z.output<typeof contract.environment>): Deps => {
  const { clock, newId } = platform();
  const table = openTable({ name: TABLE_NAME, clock, newId });
  const openConnection = connectionOpener(table, openCredentialStore(CREDENTIALS_PREFIX, clock), openTenantScope);
  const states = surfaceStates(table);
  const known = { facts: facts(table), states };
  return {
    clock,
    newId,
    surfaces,
    states,
    accessOf,
    scopeOf: openTenantScope,
    connections: connections(table),
    leases: leases(table),
    runs: runs(table),
    due: directoryDue(table),
    probes: mailboxProbes(table),
    plansOf: (scope) => knownPlans(scope, known),
    grantedTo: async (connection) => grantedRoles(await openConnection(connection)),
    deleteMailboxData: (scope, connection, mailboxId) =>
      deleteMailboxData(table, scope, connection, MailboxId.parse(mailboxId)),
  };
};
