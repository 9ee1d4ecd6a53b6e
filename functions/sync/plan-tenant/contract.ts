import { z } from 'zod';
import { taskContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { ConnectionId, MspId, RunId, TenantId } from '#shared/kernel/ids.ts';
import { ReadTarget, RunKind, RunRef, Trigger } from '#shared/kernel/run.ts';

/**
 * Reads that share a throttle bucket at Microsoft, one after the other. `needs` names the surfaces of the run whose
 * facts a read waits for.
 */
export const Lane = z.strictObject({
  reads: z.array(z.strictObject({ target: ReadTarget, needs: z.array(z.string().min(1)) })),
});
export type Lane = z.output<typeof Lane>;

export const Plan = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('planned'),
    run: RunRef,
    /** They all run in parallel. */
    lanes: z.array(Lane),
    /** Whether the nightly probe of an unlisted mailbox is due (rules 20). */
    isProbeDue: z.boolean(),
  }),
  /** Another run holds the lease, or the connection was removed. */
  z.strictObject({ outcome: z.literal('skipped') }),
  /**
   * Microsoft refused the credential; the connection stores the code. The run has ended, and the stored facts can still
   * be evaluated.
   */
  z.strictObject({ outcome: z.literal('refused'), run: RunRef }),
]);
export type Plan = z.output<typeof Plan>;

export const contract = taskContract({
  description: 'Acquires the lease of a tenant and plans what to read, in which order',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, CREDENTIALS_PREFIX: true }),
  access: { table: 'write', directories: ['due-connections', 'credential-expiry'], credentials: 'read' },
  timeoutSeconds: 30,
  memoryMegabytes: 512,
  input: z.strictObject({
    kind: RunKind,
    /** Name of the execution: a plan that is repeated within one execution belongs to the same run. */
    execution: z.string().min(1),
    tenant: z.strictObject({
      mspId: MspId,
      connectionId: ConnectionId,
      tenantId: TenantId,
      trigger: Trigger,
      runId: RunId.optional(),
    }),
  }),
  output: Plan,
});
