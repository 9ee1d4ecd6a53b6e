import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { RunningAssembly } from '../running-assembly.ts';
import type { MetricStore } from '../telemetry/metric-store.ts';
import { isLocalRequest } from './local-request.ts';
import { readBody } from './read-body.ts';

export const controlPrefix = '/_local/';

const ClockRequest = z.strictObject({ now: z.iso.datetime({ offset: true }) });
const requestLimitBytes = 64 * 1024;

interface ControlResponse {
  readonly status: number;
  readonly body: unknown;
}

const moveClock = async (request: IncomingMessage, assembly: RunningAssembly): Promise<ControlResponse> => {
  const body = await readBody(request, requestLimitBytes);
  let given: unknown;
  try {
    given = JSON.parse(body?.toString() ?? '');
  } catch {
    return { status: 400, body: { message: 'the body must be JSON: {"now": "2030-01-01T00:00:00Z"}' } };
  }
  const parsed = ClockRequest.safeParse(given);
  if (!parsed.success) return { status: 400, body: { message: z.prettifyError(parsed.error) } };
  try {
    return { status: 200, body: await assembly.clock.moveTo(new Date(parsed.data.now)) };
  } catch (error) {
    if (error instanceof RangeError) return { status: 409, body: { message: error.message } };
    throw error;
  }
};

/** The executions without their inputs and outputs, to keep the list readable. */
const listExecutions = (assembly: RunningAssembly): unknown =>
  assembly.executions.map(({ input: _input, output: _output, ...shown }) => shown);

const handle = async (
  request: IncomingMessage,
  assembly: RunningAssembly,
  metrics: MetricStore,
): Promise<ControlResponse> => {
  const url = new URL(request.url ?? '/', 'http://local');
  const path = url.pathname.slice(controlPrefix.length);
  if (path === 'clock' && request.method === 'POST') return moveClock(request, assembly);
  if (request.method !== 'GET') return { status: 405, body: { message: `${request.method} is not allowed here` } };
  const history = /^executions\/(?<arn>.+)\/history$/.exec(path)?.groups?.['arn'];
  if (history !== undefined) return { status: 200, body: { items: assembly.history(decodeURIComponent(history)) } };
  const lists: Readonly<Record<string, () => unknown>> = {
    clock: () => ({ now: assembly.clock.now().toISOString() }),
    executions: () => ({ items: listExecutions(assembly) }),
    logs: () => ({ items: assembly.logs(url.searchParams.get('function') ?? undefined) }),
    alarms: () => ({ items: assembly.alarms }),
    messages: () => ({ items: assembly.published }),
    events: () => ({ items: assembly.events }),
    metrics: () => ({ items: metrics.totals() }),
    schedules: () => ({ items: assembly.schedules }),
  };
  const list = lists[path];
  return list === undefined
    ? { status: 404, body: { message: `there is no ${url.pathname}`, paths: Object.keys(lists) } }
    : { status: 200, body: list() };
};

/** The control endpoint below `/_local/`: the clock, and what happened in the stack, for people and for tests. */
export const openControl = (assembly: RunningAssembly, metrics: MetricStore): RequestListener => {
  const send = (response: ServerResponse, { status, body }: ControlResponse): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  return (request, response) => {
    if (!isLocalRequest(request)) return send(response, { status: 403, body: { message: 'only from this machine' } });
    handle(request, assembly, metrics).then(
      (given) => send(response, given),
      (error: unknown) => send(response, { status: 500, body: { message: String(error) } }),
    );
  };
};
