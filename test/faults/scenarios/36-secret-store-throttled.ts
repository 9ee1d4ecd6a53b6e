import { createServer } from 'node:http';
import { openCredentialStore } from '#shared/aws/credential-store.ts';
import { connectionId, mspId } from '#test/support/numbered-tenants.ts';
import { manualClock } from '#test/support/time-and-ids.ts';
import { outcomeOf } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';

/** A secret store that answers the first request and throttles the others. Returns its URL. */
const startThrottledStore = async (): Promise<string> => {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    const [status, body] =
      requests === 1
        ? [200, { Name: 'a', SecretString: JSON.stringify({ kind: 'secret', value: 'a-secret' }) }]
        : [400, { __type: 'ThrottlingException', message: 'Rate exceeded' }];
    response.writeHead(Number(status), { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
};

export const secretStoreThrottled: FaultScenario = {
  number: 36,
  fault: 'Secrets Manager is throttled',
  expected: 'at first: secret; 4 min later: secret; 6 min later: StoreUnavailable',
  protection: {
    file: 'shared/aws/credential-store.ts',
    find: 'Math.abs(now - known.at) < cachedForMilliseconds',
    replace: 'Math.abs(now - known.at) < cachedForMilliseconds * 0',
    without: 'secrets are not cached',
  },
  async run() {
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_SECRETS_MANAGER: await startThrottledStore(),
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    });
    const clock = manualClock();
    const credentials = openCredentialStore('test/', clock);
    const read = () => outcomeOf(async () => (await credentials.read(mspId(1), connectionId(1))).kind);
    const first = await read();
    clock.advanceSeconds(240);
    const second = await read();
    clock.advanceSeconds(120);
    return `at first: ${first}; 4 min later: ${second}; 6 min later: ${await read()}`;
  },
};
