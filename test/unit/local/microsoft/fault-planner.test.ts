import { describe, expect, it } from 'vitest';
import { openFaultPlanner } from '#local/microsoft/fault-planner.ts';
import type { FaultRule } from '#local/microsoft/faults.ts';
import type { ReceivedRequest } from '#local/microsoft/request-counter.ts';
import { aTenant } from '#test/support/simulated-microsoft.ts';

const users: ReceivedRequest = { tenantId: 't1', service: 'directory', template: '/users' };
const rule = (match: FaultRule['match'], status = 503): FaultRule => ({ match, fault: { status } });

const statuses = (rules: readonly FaultRule[], count: number, seed = 1): (number | undefined)[] => {
  const planner = openFaultPlanner(seed, rules);
  return Array.from({ length: count }, () => planner.faultFor(users, undefined)?.status);
};

describe('the fault plan', () => {
  it.each([[{ tenant: 't2' }], [{ service: 'reports' as const }], [{ template: '/domains' }]])(
    'ignores a request that %j does not match',
    (match) => {
      expect(statuses([rule(match)], 1)).toEqual([undefined]);
    },
  );

  it('applies to the nth matching request only', () => {
    expect(statuses([rule({ nth: 2 })], 3)).toEqual([undefined, 503, undefined]);
    expect(statuses([rule({ nth: [1, 3] })], 3)).toEqual([503, undefined, 503]);
  });

  it('applies to the first requests', () => {
    expect(statuses([rule({ first: 2 })], 3)).toEqual([503, 503, undefined]);
  });

  it('applies to about the percentage, and to the same requests for the same seed', () => {
    const drawn = statuses([rule({ percent: 20 })], 1000);
    const failed = drawn.filter((status) => status === 503).length;
    expect(failed).toBeGreaterThan(150);
    expect(failed).toBeLessThan(250);
    expect(statuses([rule({ percent: 20 })], 1000)).toEqual(drawn);
    expect(statuses([rule({ percent: 20 })], 1000, 2)).not.toEqual(drawn);
  });

  it('chooses the first rule that applies, and still counts the others', () => {
    expect(statuses([rule({ nth: 1 }, 429), rule({ nth: [1, 2] }, 500)], 2)).toEqual([429, 500]);
  });

  it('includes the faults of the tenant', () => {
    const tenant = aTenant();
    tenant.faults = [rule({}, 504)];
    expect(openFaultPlanner(1, []).faultFor(users, tenant)?.status).toBe(504);
  });
});
