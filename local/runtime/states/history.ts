import type { HistoryEvent } from '../running-assembly.ts';
import type { Integration } from './integration.ts';

const nameOf = (integration: Integration): { resourceType: string; resource: string } => {
  switch (integration.is) {
    case 'invoke':
    case 'function':
      return { resourceType: 'lambda', resource: 'invoke' };
    case 'dynamodb':
      return { resourceType: 'dynamodb', resource: integration.action };
    case 'startExecution':
      return { resourceType: 'states', resource: 'startExecution' };
    case 'service':
      return { resourceType: `aws-sdk:${integration.service}`, resource: integration.action };
  }
};

/** AWS ends a standard execution at this many events. Express executions have no history there. */
export const standardEventLimit = 25_000;

/** The events of an execution, with AWS's names. */
export class History {
  readonly #now: () => Date;
  readonly #limit: number;
  #events: HistoryEvent[] = [];

  constructor(now: () => Date, limit = Number.POSITIVE_INFINITY) {
    this.#now = now;
    this.#limit = limit;
  }

  get events(): readonly HistoryEvent[] {
    return this.#events;
  }

  /** Removes the events, to free their memory. */
  clear(): void {
    this.#events = [];
  }

  get full(): boolean {
    return this.#events.length >= this.#limit;
  }

  add(type: string, details: Readonly<Record<string, unknown>>): void {
    const id = this.#events.length + 1;
    this.#events.push({ id, previousEventId: id - 1, at: this.#now().toISOString(), type, details });
  }

  /** Records an event of the interpreter under the type that the state has in the template. */
  state(
    event: string,
    type: string,
    { name, input, output }: { name: string; input: unknown; output?: unknown },
  ): void {
    if (event === 'StateEntered') {
      this.add(`${type}StateEntered`, { stateEnteredEventDetails: { name, input: JSON.stringify(input) } });
    }
    if (event === 'StateExited' || event === 'StateCaught') {
      const details = { name, ...(output === undefined ? {} : { output: JSON.stringify(output) }) };
      this.add(`${type}StateExited`, { stateExitedEventDetails: details });
    }
  }

  taskScheduled(integration: Integration, parameters: unknown): void {
    const name = nameOf(integration);
    this.add('TaskScheduled', {
      taskScheduledEventDetails: { ...name, region: 'local', parameters: JSON.stringify(parameters) },
    });
    this.add('TaskStarted', { taskStartedEventDetails: name });
  }

  taskSucceeded(integration: Integration, output: unknown): void {
    this.add('TaskSucceeded', {
      taskSucceededEventDetails: { ...nameOf(integration), output: JSON.stringify(output) },
    });
  }

  taskFailed(integration: Integration, error: string, cause: string): void {
    this.add(error === 'States.Timeout' ? 'TaskTimedOut' : 'TaskFailed', {
      [error === 'States.Timeout' ? 'taskTimedOutEventDetails' : 'taskFailedEventDetails']: {
        ...nameOf(integration),
        error,
        cause,
      },
    });
  }
}
