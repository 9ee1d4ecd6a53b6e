import type { Fault, FaultRule } from './faults.ts';
import { drawOf } from './random.ts';
import type { ReceivedRequest } from './request-counter.ts';
import type { SimulatedTenant } from './tenant.ts';

/** Whether a rule speaks of this request at all, before nth and percent are asked. */
const concerns = ({ match }: FaultRule, arrival: ReceivedRequest): boolean =>
  (match.tenant === undefined || match.tenant === arrival.tenantId) &&
  (match.service === undefined || match.service === arrival.service) &&
  (match.template === undefined || match.template === arrival.template);

const isTurn = ({ match }: FaultRule, count: number, draw: number): boolean => {
  if (match.nth !== undefined && ![match.nth].flat().includes(count)) return false;
  if (match.first !== undefined && count > match.first) return false;
  return match.percent === undefined || draw * 100 < match.percent;
};

/** Says which fault befalls a request: the first rule, of the plan and then of the tenant, whose turn it is. The same seed and order give the same faults. */
export const openFaultPlanner = (seed: number, initial: readonly FaultRule[]) => {
  let plan = initial;
  let counts = new Map<FaultRule, number>();
  return {
    set(rules: readonly FaultRule[]): void {
      plan = rules;
      counts = new Map();
    },
    faultFor(arrival: ReceivedRequest, tenant: SimulatedTenant | undefined): Fault | undefined {
      let chosen: Fault | undefined;
      for (const [index, rule] of [...plan, ...(tenant?.faults ?? [])].entries()) {
        if (!concerns(rule, arrival)) continue;
        const count = (counts.get(rule) ?? 0) + 1;
        counts.set(rule, count);
        const draw = drawOf(`${seed}/${index}/${arrival.tenantId}/${arrival.template}/${count}`);
        if (chosen === undefined && isTurn(rule, count, draw)) chosen = rule.fault;
      }
      return chosen;
    },
  };
};

export type FaultPlanner = ReturnType<typeof openFaultPlanner>;
