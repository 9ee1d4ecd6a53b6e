import type { FunctionPool } from './functions/pool.ts';
import type { Executions } from './states/executions.ts';
import type { MetricSink } from './telemetry/metrics.ts';

interface DeliverySettings {
  readonly executions: Executions;
  readonly pool: FunctionPool;
  readonly metrics: MetricSink;
}

interface Target {
  readonly arn: string;
  readonly deadLetterArn: string | undefined;
}

/**
 * Hands an event to its target as EventBridge does: a machine is started, a function invoked without waiting for it. What can't be delivered lands in
 * the dead-letter queue, of which only the count is kept.
 */
export const openDelivery = ({ executions, pool, metrics }: DeliverySettings) => {
  const deadLetter = (target: Target): void => {
    if (target.deadLetterArn === undefined) return;
    const dimensions = { QueueName: target.deadLetterArn.split(':').at(-1) ?? '' };
    metrics.put({ namespace: 'AWS/SQS', name: 'NumberOfMessagesSent', dimensions, value: 1 });
  };
  return async (target: Target, input: unknown): Promise<unknown> => {
    try {
      if (target.arn.includes(':stateMachine:')) {
        const execution = executions.start({ machine: executions.machine(target.arn), input });
        return { executionArn: execution.settings.arn };
      }
      if (target.arn.includes(':function:')) {
        void pool.invoke(target.arn, input).catch(() => {}); // the pool has logged it, and nobody waits for the answer
        return {};
      }
      throw new Error(`nothing here takes events for ${target.arn}`);
    } catch (error) {
      deadLetter(target);
      if (target.deadLetterArn === undefined) throw error;
      return { deadLetter: true };
    }
  };
};
