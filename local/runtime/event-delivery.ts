import type { FunctionPool } from './functions/function-pool.ts';
import type { Executions } from './states/executions.ts';
import type { MetricSink } from './telemetry/metric-store.ts';

interface DeliverySettings {
  readonly executions: Executions;
  readonly pool: FunctionPool;
  readonly metrics: MetricSink;
  /** Called when a function that nobody waits for has ended: what it measured is there. */
  readonly onDone: () => void;
}

interface Target {
  readonly arn: string;
  readonly deadLetterArn: string | undefined;
}

/**
 * Hands an event to its target as EventBridge does: a machine is started, a function invoked without waiting for it. What can't be delivered lands in
 * the dead-letter queue, of which only the count is kept.
 */
export const eventDelivery = ({ executions, pool, metrics, onDone }: DeliverySettings) => {
  const deadLetter = (queueArn: string | undefined): void => {
    if (queueArn === undefined) return;
    const dimensions = { QueueName: queueArn.split(':').at(-1) ?? '' };
    metrics.put({ namespace: 'AWS/SQS', name: 'NumberOfMessagesSent', dimensions, value: 1 });
  };
  /** The pool has logged a failure, and nobody waits for the answer; the function's own queue takes the event. */
  const invoke = (functionArn: string, input: unknown): void => {
    const failed = (): void => deadLetter(pool.find(functionArn)?.deadLetterArn);
    void pool.invoke(functionArn, input).catch(failed).then(onDone);
  };
  return async (target: Target, input: unknown): Promise<unknown> => {
    try {
      if (target.arn.includes(':stateMachine:')) {
        const execution = executions.start({ machine: executions.machine(target.arn), input });
        return { executionArn: execution.settings.arn };
      }
      if (target.arn.includes(':function:')) {
        invoke(target.arn, input);
        return {};
      }
      throw new Error(`nothing here takes events for ${target.arn}`);
    } catch (error) {
      deadLetter(target.deadLetterArn);
      if (target.deadLetterArn === undefined) throw error;
      return { deadLetter: true };
    }
  };
};
