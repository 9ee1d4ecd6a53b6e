import type { FunctionPool } from './functions/function-pool.ts';
import type { Executions } from './states/executions.ts';
import type { MetricSink } from './telemetry/metric-store.ts';

interface DeliverySettings {
  readonly executions: Executions;
  readonly pool: FunctionPool;
  readonly metrics: MetricSink;
  /** Called when an asynchronously invoked function has ended and its metrics are recorded. */
  readonly onDone: () => void;
}

interface Target {
  readonly arn: string;
  readonly deadLetterArn: string | undefined;
}

/**
 * Delivers an event to its target as EventBridge does: starts a state machine, or invokes a function without waiting
 * for it. Of events that cannot be delivered, only the count in the dead-letter queue is kept.
 */
export const eventDelivery = ({ executions, pool, metrics, onDone }: DeliverySettings) => {
  const deadLetter = (queueArn: string | undefined): void => {
    if (queueArn === undefined) return;
    const dimensions = { QueueName: queueArn.split(':').at(-1) ?? '' };
    metrics.put({ namespace: 'AWS/SQS', name: 'NumberOfMessagesSent', dimensions, value: 1 });
  };
  /** The pool logs a failure; the function's own dead-letter queue counts the event. */
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
      throw new Error(`events cannot be delivered to ${target.arn}: neither a function nor a state machine`);
    } catch (error) {
      deadLetter(target.deadLetterArn);
      if (target.deadLetterArn === undefined) throw error;
      return { deadLetter: true };
    }
  };
};
