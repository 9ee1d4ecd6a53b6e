import type { z } from 'zod';
import { credentialState } from '#shared/kernel/credential-state.ts';
import { AppError, isErrorCode, publicCode } from '#shared/kernel/errors.ts';
import type { ConnectionId } from '#shared/kernel/ids.ts';
import { linkedCustomers } from '#shared/kernel/linked-customers.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { neverRead, type SurfaceState } from '#shared/kernel/surface-state.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import { surfaces } from '#shared/surfaces/index.ts';
import type { ConnectionAnswer } from './contract.ts';
import type { Deps } from './deps.ts';

/** Runs record the internal error code, connect tests the public one. Answers show the public one. */
const codeOf = (code: string | undefined): { code?: string } =>
  code === undefined ? {} : { code: isErrorCode(code) ? publicCode(code) : code };

/** One entry for each surface that the connection reads, including those that were never read. */
const surfacesOf = ({ reads }: Connection, known: Readonly<Record<string, SurfaceState>>) =>
  Object.fromEntries(surfaces.filter(({ job }) => reads.includes(job)).map(({ id }) => [id, known[id] ?? neverRead]));

export const toAnswer = (
  connection: Connection,
  context: {
    readonly customers: readonly Customer[];
    readonly surfaces: Readonly<Record<string, SurfaceState>>;
    readonly now: Date;
  },
): z.input<typeof ConnectionAnswer> => {
  const { connectionId, mode, tenantId, tenantName, clientId, cloud, ownTenant, reads, grantedScopes, createdAt } =
    connection;
  const { kind, expiresOn, expirySource, code } = connection.credential;
  const linked = linkedCustomers(connection, context.customers);
  const expiry = { expiresOn, ...(expirySource === undefined ? {} : { expirySource }) };
  return {
    connectionId,
    mode,
    tenantId,
    tenantName,
    clientId,
    cloud,
    ownTenant,
    reads,
    grantedScopes,
    createdAt,
    mailboxes: connection.mailboxes.map(({ upn }) => upn),
    credential: { kind, ...expiry, state: credentialState(connection.credential, context.now), ...codeOf(code) },
    customerIds: linked.map(({ customerId }) => customerId),
    customerNames: linked.map(({ name }) => name),
    surfaces: surfacesOf(connection, context.surfaces),
  };
};

/** The answer for one connection, with the customers and surface states that it shows. */
export const readAnswer = async (
  scope: MspScope,
  connection: Connection,
  { customers, surfaceStatesOf: statesOf, clock }: Pick<Deps, 'customers' | 'surfaceStatesOf' | 'clock'>,
): Promise<z.input<typeof ConnectionAnswer>> => {
  const [all, states] = await Promise.all([customers.list(scope), statesOf(scope, connection.tenantId)]);
  return toAnswer(connection, { customers: all, surfaces: states, now: clock.now() });
};

/** Throws the same `NotFound` for a connection that never existed, was removed or belongs to another MSP. */
export const requireConnection = async (
  { connections }: Pick<Deps, 'connections'>,
  scope: MspScope,
  connectionId: ConnectionId,
): Promise<Connection> => {
  const connection = await connections.get(scope, connectionId);
  if (connection === undefined) throw new AppError('NotFound', `there is no connection ${connectionId}`);
  return connection;
};
