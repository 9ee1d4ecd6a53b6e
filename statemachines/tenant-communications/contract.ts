import { z } from 'zod';
import { ConnectionId, MspId, RunId, TenantId } from '#shared/kernel/ids.ts';
import { Outcome, Trigger } from '#shared/kernel/run.ts';

/** The input: from the book with `schedule`, or from the API with `person` and the id of the requested run. */
export const Input = z.strictObject({
  mspId: MspId,
  connectionId: ConnectionId,
  tenantId: TenantId,
  trigger: Trigger,
  runId: RunId.optional(),
});

/** At most 64 bytes, because the book collects one for each tenant. */
export const Output = z.strictObject({ outcome: Outcome });
