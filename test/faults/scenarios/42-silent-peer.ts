import { awsClientCalls, awsEnvironment } from '#test/support/aws-clients.ts';
import { startUnresponsivePeer } from '#test/support/unresponsive-peer.ts';
import { cleanups, outcomeOf } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';
import { withinSeconds } from '../within-seconds.ts';

/** The authorizer, the shortest function that calls AWS, has this time. */
const mostSeconds = 10;

export const silentPeer: FaultScenario = {
  number: 42,
  fault: 'an endpoint of AWS accepts every connection and never answers',
  expected:
    'within 10 s: 7 StoreUnavailable (DynamoDB, Secrets Manager, credentials, Secrets Manager, own keys, Step Functions, EventBridge, SNS, CloudWatch Logs), 1 SignInUnavailable (Cognito)',
  protection: {
    file: 'shared/aws/client-options.ts',
    find: '      throwOnRequestTimeout: true,\n',
    replace: '',
    without: 'the SDK reports a late answer and waits on',
  },
  async run() {
    const peer = await startUnresponsivePeer('never answers');
    cleanups.push(() => peer.stop());
    Object.assign(process.env, awsEnvironment(peer.origin));
    const outcomes = await Promise.all(
      Object.entries(awsClientCalls()).map(async ([name, { call }]) => ({
        name,
        outcome: await withinSeconds(
          mostSeconds,
          outcomeOf(async () => `answered ${JSON.stringify(await call())}`),
        ),
      })),
    );
    const byOutcome = Object.entries(Object.groupBy(outcomes, ({ outcome }) => outcome));
    const parts = byOutcome.map(
      ([outcome, list = []]) => `${list.length} ${outcome} (${list.map(({ name }) => name).join(', ')})`,
    );
    return `within ${mostSeconds} s: ${parts.join(', ')}`;
  },
};
