import { requireMfa } from '#local/microsoft/generate/standard-policies.ts';
import type { SimulatedMicrosoft } from '#local/microsoft/start-microsoft.ts';
import { surfaces } from '#shared/surfaces/index.ts';
import { startDynamoDb } from '#test/support/dynamodb.ts';
import { countWritesByKind, recordWrites } from '#test/support/recorded-writes.ts';
import { aTenant, startTestMicrosoft } from '#test/support/simulated-microsoft.ts';
import { tenantRuns } from '#test/support/tenant-runs.ts';
import { isReadNaively, readNaively } from './naive-client.ts';
import { textTable } from './text-table.ts';

/**
 * Counts the Graph requests for the posture of a tenant, and those of a naive client against the same simulated
 * Microsoft. Rate limits are off, so no request is repeated. HTTP counts a `$batch` as one request; logical counts each
 * request inside it, as Microsoft throttles them.
 */
const postureIds = surfaces.filter(({ job }) => job === 'posture').map(({ id }) => id);
const compared = postureIds.filter(isReadNaively);

const requestsOf = async (microsoft: SimulatedMicrosoft, read: () => Promise<unknown>) => {
  const before = microsoft.counters();
  await read();
  const after = microsoft.counters();
  return { http: after.graph - before.graph, logical: after.logical - before.logical };
};

type Row = readonly (string | number)[];

const measure = async (
  users: number,
): Promise<{ readonly requests: readonly Row[]; readonly writes: readonly Row[] }> => {
  const dynamoDb = await startDynamoDb();
  const { table, take } = recordWrites(dynamoDb.table);
  const { clock } = table;
  const tenant = aTenant({ seed: users, users, plan: 'SPE_E5', now: clock.now() });
  tenant.conditionalAccessPolicies.push(requireMfa('0d1f8f4b-5b3c-4a53-9d4e-0b8a2f3f5a01'));
  const microsoft = await startTestMicrosoft([tenant], { clock, enforceLimits: false });
  const runs = await tenantRuns({ table, microsoft, tenant, number: 1 });
  const requests: Row[] = [];
  const writes: Row[] = [];
  // The naive client keeps no state, so each of its runs costs the same.
  const naive = await requestsOf(microsoft, () => readNaively(microsoft, tenant, compared));
  const row = async (what: string, trigger: 'schedule' | 'person') => {
    take();
    const ours = await requestsOf(microsoft, () => runs.run(trigger));
    const tally = countWritesByKind(take());
    const times = `${(naive.http / Math.max(1, ours.http)).toFixed(0)}×`;
    requests.push([`${users} users, ${what}`, ours.http, ours.logical, naive.http, naive.logical, times]);
    const { FACT: facts = 0, FINDING: findings = 0, SURFACE: states = 0, ...rest } = tally;
    const others = Object.values(rest).reduce((sum, count) => sum + count, 0);
    writes.push([`${users} users, ${what}`, facts, findings, states, others]);
  };
  await row('first run, everything', 'schedule');
  clock.advanceSeconds(1800);
  await row('half an hour later, what is due', 'schedule');
  clock.advanceSeconds(5400);
  await row('two hours later, every surface, nothing changed', 'person');
  await microsoft.stop();
  await dynamoDb.stop();
  return { requests, writes };
};

const all = [await measure(250), await measure(2500)];
const alone = postureIds.filter((id) => !isReadNaively(id));
process.stdout.write(`Graph requests for the posture of a tenant: ${postureIds.length} surfaces\n\n`);
process.stdout.write(
  textTable(
    ['', 'ours, HTTP', 'logical', 'naive, HTTP', 'logical', 'HTTP ratio'],
    all.flatMap(({ requests }) => requests),
  ),
);
if (alone.length > 0) process.stdout.write(`Read by ours alone: ${alone.join(', ')}\n`);
process.stdout.write('\nItems written in the same runs\n\n');
process.stdout.write(
  textTable(
    ['', 'facts', 'findings', 'surface states', 'run, lease, history, views'],
    all.flatMap(({ writes }) => writes),
  ),
);
