import { z } from 'zod';
import type { ExecutionDescription } from '#local/runtime/running-assembly.ts';
import type { RunningStack } from '#local/stack.ts';

export type SyncKind = 'posture' | 'communications';

/** How a book sync ended, as its machine says. */
export const BookRun = z.object({
  scheduled: z.number(),
  finished: z.number(),
  failed: z.number(),
  skipped: z.number(),
});
export type BookRun = z.output<typeof BookRun>;

export interface TenantProgress {
  readonly done: number;
  readonly tenantId: string;
  readonly outcome: string;
  readonly seconds: number;
}

const TenantInput = z.looseObject({ tenantId: z.string() });
const TenantOutput = z.looseObject({ outcome: z.string() });
const Started = z.object({ executionArn: z.string() });
/** A look costs as much as there are executions; a large book is looked at less often. */
const lookEveryMilliseconds = 150;
const restPerLook = 50;

const progressOf = (execution: ExecutionDescription, done: number): TenantProgress => {
  const startedAt = new Date(execution.startedAt).getTime();
  const stoppedAt = new Date(execution.stoppedAt ?? execution.startedAt).getTime();
  return {
    done,
    tenantId: TenantInput.parse(execution.input).tenantId,
    outcome: TenantOutput.safeParse(execution.output).data?.outcome ?? 'failed',
    seconds: (stoppedAt - startedAt) / 1000,
  };
};

/** Fires the schedule that reads the book in this way, now, and waits for it; tells of every tenant as it ends. */
export const syncBook = async (
  stack: RunningStack,
  kind: SyncKind,
  onTenant: (progress: TenantProgress) => void,
): Promise<BookRun> => {
  const machine = `:vectis-local-tenant-${kind}`;
  const schedule = stack.schedules.find(({ input }) => z.object({ kind: z.literal(kind) }).safeParse(input).success);
  if (schedule === undefined) throw new Error(`no schedule reads the book's ${kind}`);
  const told = new Set(stack.executions.map(({ executionArn }) => executionArn));
  let done = 0;
  const tell = (): void => {
    for (const execution of stack.executions) {
      const { executionArn, machineArn, status } = execution;
      if (status === 'RUNNING' || told.has(executionArn) || !machineArn.endsWith(machine)) continue;
      told.add(executionArn);
      onTenant(progressOf(execution, ++done));
    }
  };
  const { executionArn } = Started.parse(await stack.fire(schedule.name));
  let looking: NodeJS.Timeout | undefined;
  const look = (): void => {
    const begun = performance.now();
    tell();
    looking = setTimeout(look, Math.max(lookEveryMilliseconds, restPerLook * (performance.now() - begun)));
  };
  look();
  try {
    const ended = await stack.finished(executionArn);
    tell();
    if (ended.status !== 'SUCCEEDED') {
      throw new Error(`the book sync of ${kind} ended as ${ended.status}: ${ended.error ?? ''} ${ended.cause ?? ''}`);
    }
    return BookRun.parse(ended.output);
  } finally {
    clearTimeout(looking);
  }
};
