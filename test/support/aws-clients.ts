import { anchorLog } from '#shared/aws/anchor-log.ts';
import { openEventBus, openTopic } from '#shared/aws/announcer.ts';
import type { CallBudget } from '#shared/aws/client-options.ts';
import { openCredentialStore } from '#shared/aws/credential-store.ts';
import { secretKey } from '#shared/aws/secret-key.ts';
import { openStateMachines } from '#shared/aws/state-machines.ts';
import { openUserPool } from '#shared/aws/user-pool.ts';
import { instantOf, systemClock } from '#shared/kernel/clock.ts';
import type { ErrorCode } from '#shared/kernel/errors.ts';
import { msps } from '#shared/store/msp-store.ts';
import { openTable } from '#shared/store/table.ts';
import { connectionNumber, mspNumber } from './numbered-msps.ts';
import { sequentialIds } from './time-and-ids.ts';

/** One call of a client, and the code of its error when the service does not answer. */
export interface ClientCall {
  readonly code: ErrorCode;
  call(): Promise<unknown>;
}

const clock = systemClock;
const scope = mspNumber(1);
const anchor = { mspId: scope.mspId, seq: 1, hash: '0'.repeat(64), at: instantOf(new Date(0)) };

/** The environment in which every client of AWS calls `endpoint`. */
export const awsEnvironment = (endpoint: string): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
});

/** A call of every client of AWS, each with this budget. Left out, it is that of deployed functions. */
export const awsClientCalls = (budget?: CallBudget): Readonly<Record<string, ClientCall>> => ({
  DynamoDB: {
    code: 'StoreUnavailable',
    call: () => msps(openTable({ name: 'table', clock, newId: sequentialIds(), ...(budget && { budget }) })).get(scope),
  },
  'Secrets Manager, credentials': {
    code: 'StoreUnavailable',
    call: () => openCredentialStore('test/', clock, budget).read(scope.mspId, connectionNumber(1)),
  },
  'Secrets Manager, own keys': { code: 'StoreUnavailable', call: () => secretKey('key', 'cursor key', budget)() },
  'Step Functions': { code: 'StoreUnavailable', call: () => openStateMachines(budget).start('arn', 'name', {}) },
  EventBridge: { code: 'StoreUnavailable', call: () => openEventBus(budget)({ type: 'type', detail: {} }) },
  SNS: {
    code: 'StoreUnavailable',
    call: () => openTopic('arn:aws:sns:eu-west-1:000000000000:topic', budget)({ subject: 'subject', text: 'text' }),
  },
  'CloudWatch Logs': {
    code: 'StoreUnavailable',
    call: () => anchorLog('group', async () => Buffer.alloc(32), budget).append(anchor),
  },
  Cognito: { code: 'SignInUnavailable', call: () => openUserPool('eu-west-1_pool', budget).remove('ada@msp.example') },
});
