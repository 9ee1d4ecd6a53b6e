import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { OpenLoopResult } from '#test/load/open-loop.ts';
import { httpApi, httpRoute, lambda, runResources } from '#test/support/runtime-assembly.ts';
import { cleanups } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';

const run = promisify(execFile);
/** Of the requests that are refused, most are told at once. */
const refusedWithinMilliseconds = 1_000;

/** The load comes from a process of its own, as clients do. */
const load = async (url: string): Promise<OpenLoopResult> => {
  const script = join(import.meta.dirname, '../../load/open-loop.ts');
  const { stdout } = await run(process.execPath, [script, '--url', url, '--rate', '1000', '--seconds', '3']);
  return JSON.parse(stdout) as OpenLoopResult; // as the script prints it
};

export const overload: FaultScenario = {
  number: 44,
  fault: '1,000 requests a second for 3 s, each of which takes 200 ms, at an API with five workers',
  expected: '3000 sent, 0 unanswered, 0 without Retry-After, statuses 200 and 503, most refused at once',
  protection: {
    file: 'local/runtime/http/gateway.ts',
    find: '    if (admitted >= admittedRequests) return serviceUnavailable;\n',
    replace: '',
    without: 'every request may wait for a worker',
  },
  async run() {
    const stack = await runResources({
      Http: lambda('plain.http', { FunctionName: 'http' }),
      ...httpApi('Http'),
      Default: httpRoute('$default'),
    });
    cleanups.push(() => stack.stop());
    const result = await load(`${stack.apiUrl}/things?answer=late`);
    const { sent, unanswered, withoutRetryAfter, statuses, medianOfRefused } = result;
    const isAtOnce = (medianOfRefused ?? 0) < refusedWithinMilliseconds;
    return [
      `${sent} sent, ${unanswered} unanswered, ${withoutRetryAfter} without Retry-After`,
      `statuses ${Object.keys(statuses).toSorted().join(' and ')}`,
      `most refused ${isAtOnce ? 'at once' : 'late'}`,
    ].join(', ');
  },
};
