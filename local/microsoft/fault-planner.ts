import type { Fault, FaultRule } from './faults.ts';
import { drawOf } from './random.ts';
import type { ReceivedRequest } from './request-counter.ts';
import type { SimulatedTenant } from './tenant.ts';

/** Whether a rule matches this request, before `nth`, `first` and `percent` are considered. */
const matches = ({ match }: FaultRule, received: ReceivedRequest): boolean =>
  (match.tenant === undefined || match.tenant === received.tenantId) &&
  (match.service === undefined || match.service === received.service) &&
  (match.template === undefined || match.template === received.template);

const applies = ({ match }: FaultRule, count: number, draw: number): boolean => {
  if (match.nth !== undefined && ![match.nth].flat().includes(count)) return false;
  if (match.first !== undefined && count > match.first) return false;
  return match.percent === undefined || draw * 100 < match.percent;
};

/**
 * Chooses the fault of a request: that of the first rule that applies, of the plan and then of the tenant.
 * The same seed and the same order of requests give the same faults.
 */
export const openFaultPlanner = (seed: number, initial: readonly FaultRule[]) => {
  let plan = initial;
  let counts = new Map<FaultRule, number>();
  return {
    set(rules: readonly FaultRule[]): void {
      plan = rules;
      counts = new Map();
    },
    faultFor(received: ReceivedRequest, tenant: SimulatedTenant | undefined): Fault | undefined {
      let chosen: Fault | undefined;
      for (const [index, rule] of [...plan, ...(tenant?.faults ?? [])].entries()) {
        if (!matches(rule, received)) continue;
        const count = (counts.get(rule) ?? 0) + 1;
        counts.set(rule, count);
        const draw = drawOf(`${seed}/${index}/${received.tenantId}/${received.template}/${count}`);
        if (chosen === undefined && applies(rule, count, draw)) chosen = rule.fault;
      }
      return chosen;
    },
  };
};

export type FaultPlanner = ReturnType<typeof openFaultPlanner>;
