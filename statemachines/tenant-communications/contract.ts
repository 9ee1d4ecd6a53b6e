import { z } from 'zod';
import { ConnectionId, MspId, RunId, TenantId } from '#shared/kernel/ids.ts';
import { Outcome, Trigger } from '#shared/kernel/run.ts';

/** What starts it: the book with `schedule`, the API with `person` and the id under which the run is asked for. */
export const Input = z.strictObject({
  mspId: MspId,
  connectionId: ConnectionId,
  tenantId: TenantId,
  trigger: Trigger,
  runId: RunId.optional(),
});

/** At most 64 bytes, because the book collects one of them a tenant. */
export const Output = z.strictObject({ outcome: Outcome });
