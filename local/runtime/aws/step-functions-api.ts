import { z } from 'zod';
import type { ExecutionDescription } from '../running-assembly.ts';
import type { Execution } from '../states/execution.ts';
import type { Executions } from '../states/executions.ts';
import { throwServiceException } from './service-exception.ts';

type Operation = (input: unknown) => Promise<object> | object;

const Start = z.object({ stateMachineArn: z.string(), name: z.string().optional(), input: z.string().default('{}') });
const OfExecution = z.object({ executionArn: z.string() });
const Stop = OfExecution.extend({ error: z.string().optional(), cause: z.string().optional() });
const HistoryRequest = OfExecution.extend({
  maxResults: z.number().int().min(0).max(1000).optional(),
  reverseOrder: z.boolean().optional(),
  nextToken: z.string().optional(),
});
const List = z.object({
  stateMachineArn: z.string(),
  statusFilter: z.string().optional(),
  maxResults: z.number().int().min(0).max(1000).optional(),
  nextToken: z.string().optional(),
});

/** Step Functions sends times as seconds since the epoch. */
const seconds = (instant: string): number => new Date(instant).getTime() / 1000;

const parseInput = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return throwServiceException('InvalidExecutionInput', 'the input is not JSON');
  }
};

const described = (execution: ExecutionDescription): Record<string, unknown> => ({
  executionArn: execution.executionArn,
  stateMachineArn: execution.machineArn,
  name: execution.name,
  status: execution.status,
  startDate: seconds(execution.startedAt),
  ...(execution.stoppedAt === null ? {} : { stopDate: seconds(execution.stoppedAt) }),
});

const withPayloads = (execution: ExecutionDescription): Record<string, unknown> => ({
  ...described(execution),
  input: JSON.stringify(execution.input),
  inputDetails: { included: true },
  ...('output' in execution ? { output: JSON.stringify(execution.output), outputDetails: { included: true } } : {}),
  ...(execution.error === undefined ? {} : { error: execution.error, cause: execution.cause }),
});

const page = <Item>(items: readonly Item[], size = 100, token = '0'): { items: readonly Item[]; next?: string } => {
  const from = Number(token);
  const to = from + (size === 0 ? 100 : size);
  return { items: items.slice(from, to), ...(to < items.length ? { next: String(to) } : {}) };
};

/** The operations of Step Functions, over the runtime's executions. */
export const stepFunctionsApi = (executions: Executions): Readonly<Record<string, Operation>> => {
  /** Finds a standard execution. As in AWS, express executions have no record and are refused. */
  const standard = (executionArn: string): Execution => {
    const found = executions.find(executionArn);
    if (found === undefined)
      return throwServiceException('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
    if (found.settings.type === 'STANDARD') return found;
    return throwServiceException('InvalidArn', `Invalid Arn: express executions have no record: '${executionArn}'`);
  };
  return {
    StartExecution: (given) => {
      const { stateMachineArn, name, input } = Start.parse(given);
      const execution = executions.start({
        machine: executions.machine(stateMachineArn),
        name,
        input: parseInput(input),
      });
      return { executionArn: execution.settings.arn, startDate: execution.startedAt.getTime() / 1000 };
    },
    StartSyncExecution: async (given) => {
      const { stateMachineArn, name, input } = Start.parse(given);
      const machine = executions.machine(stateMachineArn);
      if (machine.type !== 'EXPRESS')
        throwServiceException('StateMachineTypeNotSupported', 'only an express machine is run synchronously');
      const ended = await executions.start({ machine, name, input: parseInput(input) }).finished;
      return {
        ...withPayloads(ended),
        billingDetails: { billedDurationInMilliseconds: 100, billedMemoryUsedInMB: 64 },
      };
    },
    /** Not an operation of AWS. It stands in for the polling of `startExecution.sync`. */
    WaitForExecution: async (given) => withPayloads(await standard(OfExecution.parse(given).executionArn).finished),
    DescribeExecution: (given) => withPayloads(standard(OfExecution.parse(given).executionArn).describe()),
    StopExecution: (given) => {
      const { executionArn, error = '', cause = '' } = Stop.parse(given);
      const execution = standard(executionArn);
      if (execution.status === 'RUNNING') execution.stop(error, cause);
      return { stopDate: seconds(execution.describe().stoppedAt ?? '') };
    },
    GetExecutionHistory: (given) => {
      const { executionArn, maxResults, reverseOrder, nextToken } = HistoryRequest.parse(given);
      const events = standard(executionArn).history.events;
      const ordered = reverseOrder === true ? events.toReversed() : events;
      const { items, next } = page(ordered, maxResults, nextToken);
      const shown = items.map(({ at, details, ...event }) => ({ ...event, ...details, timestamp: seconds(at) }));
      return { events: shown, ...(next === undefined ? {} : { nextToken: next }) };
    },
    ListExecutions: (given) => {
      const { stateMachineArn, statusFilter, maxResults, nextToken } = List.parse(given);
      const machine = executions.machine(stateMachineArn);
      if (machine.type !== 'STANDARD')
        throwServiceException('StateMachineTypeNotSupported', 'express executions are not listed');
      const wanted = executions.all
        .filter(({ settings }) => settings.machine === machine && settings.type === 'STANDARD')
        .filter(({ status }) => statusFilter === undefined || status === statusFilter)
        .map((execution) => described(execution.describe()))
        .reverse();
      const { items, next } = page(wanted, maxResults, nextToken);
      return { executions: items, ...(next === undefined ? {} : { nextToken: next }) };
    },
    ListStateMachines: () => ({
      stateMachines: executions.machines.map(({ arn, name, type }) => ({
        stateMachineArn: arn,
        name,
        type,
        creationDate: 0,
      })),
    }),
  };
};
