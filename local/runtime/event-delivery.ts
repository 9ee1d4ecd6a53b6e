import type { FunctionPool } from './functions/function-pool.ts';
import type { Authorizer, CallerOf } from './iam/authorizer.ts';
import type { Executions } from './states/executions.ts';
import type { MetricSink } from './telemetry/metric-store.ts';

interface DeliverySettings {
  readonly executions: Executions;
  readonly pool: FunctionPool;
  readonly metrics: MetricSink;
  readonly authorizer: Authorizer;
  /** Called when an asynchronously invoked function has ended and its metrics are recorded. */
  readonly onDone: () => void;
}

interface Target {
  readonly arn: string;
  readonly sender: CallerOf;
  readonly deadLetterArn: string | undefined;
}

/**
 * Delivers an event to its target as EventBridge does: starts a state machine, or invokes a function without waiting
 * for it. Of events that cannot be delivered, only the count in the dead-letter queue is kept.
 */
export const eventDelivery = ({ executions, pool, metrics, authorizer, onDone }: DeliverySettings) => {
  const deadLetter = (sender: CallerOf, queueArn: string | undefined): void => {
    if (queueArn === undefined) return;
    authorizer.demand(sender, 'sqs:SendMessage', queueArn);
    const dimensions = { QueueName: queueArn.split(':').at(-1) ?? '' };
    metrics.put({ namespace: 'AWS/SQS', name: 'NumberOfMessagesSent', dimensions, value: 1 });
  };
  /** The pool logs a failure; the function's own dead-letter queue counts the event. */
  const invoke = (functionArn: string, input: unknown): void => {
    const failed = (): void => {
      const target = pool.find(functionArn);
      if (target !== undefined) deadLetter({ roleArn: target.roleArn }, target.deadLetterArn);
    };
    // A refused dead letter is reported by the authorizer; the event is then lost, as in AWS.
    void pool.invoke(functionArn, input).catch(failed).then(onDone, onDone);
  };
  return async (target: Target, input: unknown): Promise<unknown> => {
    try {
      if (target.arn.includes(':stateMachine:')) {
        authorizer.demand(target.sender, 'states:StartExecution', target.arn);
        const execution = executions.start({ machine: executions.machine(target.arn), input });
        return { executionArn: execution.settings.arn };
      }
      if (target.arn.includes(':function:')) {
        authorizer.demand(target.sender, 'lambda:InvokeFunction', target.arn);
        invoke(target.arn, input);
        return {};
      }
      throw new Error(`events cannot be delivered to ${target.arn}: neither a function nor a state machine`);
    } catch (error) {
      deadLetter(target.sender, target.deadLetterArn);
      if (target.deadLetterArn === undefined) throw error;
      return { deadLetter: true };
    }
  };
};
