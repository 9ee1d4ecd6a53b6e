import type { IncomingMessage } from 'node:http';
import { FaultPlan } from '../faults.ts';
import type { Answer } from '../http-answer.ts';
import type { Simulation } from '../simulation.ts';

const json = (status: number, body: unknown): Answer => ({ status, headers: {}, body });

/** The two routes of the simulator itself, below `/_sim`. Nothing that is deployed uses them. */
export const answerSimulatorRoute = (
  simulation: Simulation,
  request: IncomingMessage,
  text: string,
): Answer | undefined => {
  const path = new URL(request.url ?? '/', 'http://sim').pathname;
  if (!path.startsWith('/_sim/')) return undefined;
  if (path === '/_sim/counters' && request.method === 'GET') return json(200, simulation.requests.counters());
  if (path === '/_sim/faults' && request.method === 'PUT') return setFaults(simulation, text);
  return json(404, { message: `the simulator has no ${request.method ?? ''} ${path}` });
};

const setFaults = (simulation: Simulation, text: string): Answer => {
  let plan: unknown;
  try {
    plan = JSON.parse(text);
  } catch {
    return json(400, { message: 'the fault plan is not JSON' });
  }
  const parsed = FaultPlan.safeParse(plan);
  if (!parsed.success) return json(400, { message: parsed.error.message });
  simulation.faults.set(parsed.data);
  return json(200, { rules: parsed.data.length });
};
