import { z } from 'zod';
import { ConnectionId, MspId, RunId, TenantId } from '#shared/kernel/ids.ts';
import { ReadTarget, RunKind, RunRef, Trigger } from '#shared/kernel/run.ts';
import { taskContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';

/** Surfaces that share a bucket at Microsoft: read one after the other. */
export const Lane = z.strictObject({ surfaces: z.array(ReadTarget) });
/** Lanes that run side by side. The next phase begins when all of them have ended. */
export const Phase = z.strictObject({ lanes: z.array(Lane) });
export type Phase = z.output<typeof Phase>;

export const Plan = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('planned'),
    run: RunRef,
    phases: z.array(Phase),
    /** The night has come in which a mailbox off the allow-list is asked for (rules 20). */
    isProbeDue: z.boolean(),
  }),
  /** Another run holds the tenant, or the connection is gone. */
  z.strictObject({ outcome: z.literal('skipped') }),
  /** Microsoft refused the credential; the connection says with which code. The run has ended; what is known without it can still be judged. */
  z.strictObject({ outcome: z.literal('refused'), run: RunRef }),
]);
export type Plan = z.output<typeof Plan>;

export const contract = taskContract({
  description: 'Takes the lease of a tenant and says what to read of it, in which order',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, CREDENTIALS_PREFIX: true }),
  access: { table: 'write', directories: ['due-connections', 'credential-expiry'], credentials: 'read' },
  timeoutSeconds: 30,
  memoryMegabytes: 512,
  input: z.strictObject({
    kind: RunKind,
    /** Name of the execution: a plan that is made twice in one execution is the same run. */
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
