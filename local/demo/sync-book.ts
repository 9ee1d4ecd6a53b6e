import { z } from 'zod';
import type { ExecutionDescription } from '#local/runtime/running-assembly.ts';
import type { RunningStack } from '#local/stack.ts';

export type SyncKind = 'posture' | 'communications';

/** The output of a book sync. */
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
/** Polling takes longer with more executions, so a large book is polled less often. */
const pollMilliseconds = 150;
const pausePerPoll = 50;

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

/** Fires the schedule of this book sync and waits for its end. Calls back when a tenant has ended. */
export const syncBook = async (
  stack: RunningStack,
  kind: SyncKind,
  onTenant: (progress: TenantProgress) => void,
): Promise<BookRun> => {
  const machine = `:vectis-local-tenant-${kind}`;
  const schedule = stack.schedules.find(({ input }) => z.object({ kind: z.literal(kind) }).safeParse(input).success);
  if (schedule === undefined) throw new Error(`no schedule syncs the book's ${kind}`);
  const reported = new Set(stack.executions.map(({ executionArn }) => executionArn));
  let done = 0;
  const report = (): void => {
    for (const execution of stack.executions) {
      const { executionArn, machineArn, status } = execution;
      if (status === 'RUNNING' || reported.has(executionArn) || !machineArn.endsWith(machine)) continue;
      reported.add(executionArn);
      onTenant(progressOf(execution, ++done));
    }
  };
  const { executionArn } = Started.parse(await stack.fire(schedule.name));
  let timer: NodeJS.Timeout | undefined;
  const poll = (): void => {
    const startedAt = performance.now();
    report();
    timer = setTimeout(poll, Math.max(pollMilliseconds, pausePerPoll * (performance.now() - startedAt)));
  };
  poll();
  try {
    const ended = await stack.finished(executionArn);
    report();
    if (ended.status !== 'SUCCEEDED') {
      throw new Error(`the book sync of ${kind} ended as ${ended.status}: ${ended.error ?? ''} ${ended.cause ?? ''}`);
    }
    return BookRun.parse(ended.output);
  } finally {
    clearTimeout(timer);
  }
};
