import { fork } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { credentialOf } from '#test/support/simulated-microsoft.ts';
import type { FaultScenario } from '../fault-scenario.ts';
import { openRunHarness, surfaceById } from '../run-harness.ts';
import type { LambdaInput } from '../separate-lambda.ts';

/** Runs a surface's Lambda in another process. */
const inAnotherLambda = (endpoint: string, input: z.input<typeof LambdaInput>): Promise<string> =>
  new Promise((resolve, reject) => {
    const aws = { AWS_ENDPOINT_URL_DYNAMODB: endpoint, AWS_REGION: 'eu-west-1' };
    const env = { ...process.env, ...aws, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
    const child = fork(join(import.meta.dirname, '../separate-lambda.ts'), [JSON.stringify(input)], { env });
    child.once('error', reject);
    child.once('exit', (code) => resolve(`ended with ${code}`));
    child.once('message', (message) => {
      resolve(z.object({ outcome: z.string() }).parse(message).outcome);
      child.kill();
    });
  });

export const tokenEndpointThrottles: FaultScenario = {
  number: 10,
  fault: 'the token endpoint throttles one Lambda of a tenant, and another one needs a token',
  expected: 'deferred; in another Lambda deferred, 1 token request, 0 of them too early; when it is over: done',
  protection: {
    file: 'shared/microsoft/token.ts',
    find: 'if (seconds > 0) throw windowIsOpen(seconds);',
    replace: '',
    without: 'the throttle window of another process is ignored',
  },
  async run() {
    const asked = { match: { service: 'token' as const, nth: 1 }, fault: { status: 429, retryAfter: 90 } };
    const { endpoint, table, clock, server, tenant, run, collect } = await openRunHarness([asked]);
    const first = await collect(surfaceById('domains'));
    const elsewhere = (now: Date): Promise<string> =>
      inAnotherLambda(endpoint, {
        tableName: table.name,
        origins: server.origins,
        now: now.toISOString(),
        run,
        ...credentialOf(tenant),
        surfaceId: 'organization',
      });
    clock.advanceSeconds(5);
    const second = await elsewhere(clock.now());
    const { token, insideRetryAfter } = server.counters();
    clock.advanceSeconds(90);
    const later = await elsewhere(clock.now());
    const early = `${token} token request, ${insideRetryAfter} of them too early`;
    return `${first}; in another Lambda ${second}, ${early}; when it is over: ${later}`;
  },
};
