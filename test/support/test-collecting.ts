import { z } from 'zod';
import type { CollectingPorts, SurfaceReadMetrics } from '#shared/collecting/ports.ts';
import type { AppError } from '#shared/kernel/errors.ts';
import { rowsOfCsv } from '#shared/microsoft/csv.ts';
import { throttleDomainsOf } from '#shared/microsoft/throttle-windows.ts';
import { accessOf } from '#shared/permissions/access.ts';
import { breakGlassMarks } from '#shared/store/break-glass-store.ts';
import { connections } from '#shared/store/connection-store.ts';
import { customers } from '#shared/store/customer-store.ts';
import { erasedAddresses } from '#shared/store/erased-address-store.ts';
import { events } from '#shared/store/event-copies.ts';
import { facts } from '#shared/store/fact-store.ts';
import { type Leases, leases } from '#shared/store/lease-store.ts';
import { messages } from '#shared/store/message-copies.ts';
import { type Runs, runs } from '#shared/store/run-store.ts';
import { surfaceStates } from '#shared/store/surface-state-store.ts';
import type { Table } from '#shared/store/table.ts';
import { throttleWindows } from '#shared/store/throttle-window-store.ts';
import {
  type AnySurface,
  defineSurface,
  type GraphRequest,
  type ReadContext,
} from '#shared/surfaces/define-surface.ts';

/** Answers of Graph by path: the items of a page, or an error. */
export type Answers = Readonly<Record<string, unknown[] | AppError>>;

export interface FakeMicrosoft {
  roles: string[];
  answers: Answers;
  /** Requested paths, in order. */
  readonly sent: string[];
}

export const fakeMicrosoft = (overrides: Partial<FakeMicrosoft> = {}): FakeMicrosoft => ({
  roles: ['Policy.Read.All'],
  answers: {},
  sent: [],
  ...overrides,
});

const answerTo = (microsoft: FakeMicrosoft, { path }: GraphRequest): unknown[] => {
  microsoft.sent.push(path);
  const answer = microsoft.answers[path] ?? [];
  if (answer instanceof Error) throw answer;
  return answer;
};

export interface TestCollecting extends CollectingPorts {
  readonly notes: SurfaceReadMetrics[];
  readonly leases: Leases;
  readonly runs: Runs;
}

/** The dependencies of a surface Lambda: real stores and a fake Microsoft. */
export const testCollecting = (table: Table, microsoft: FakeMicrosoft): TestCollecting => {
  const notes: SurfaceReadMetrics[] = [];
  return {
    clock: table.clock,
    facts: facts(table),
    states: surfaceStates(table),
    breakGlassMarks: breakGlassMarks(table),
    leases: leases(table),
    throttleWindows: throttleWindows(table),
    runs: runs(table),
    messages: messages(table),
    events: events(table),
    connectionOf: (scope, connectionId) => connections(table).get(scope, connectionId),
    customersOf: (scope) => customers(table).list(scope),
    erasedAddressesOf: (scope) => erasedAddresses(table).ofMsp(scope),
    microsoftFor: async () => ({
      roles: async () => microsoft.roles,
      reader: () => ({
        requests: () => microsoft.sent.length,
        get: async (request) => answerTo(microsoft, request)[0],
        async *pages(request) {
          yield answerTo(microsoft, request);
        },
        async *csv(request) {
          yield* rowsOfCsv(String(answerTo(microsoft, request)[0]));
        },
        async *batch(requests) {
          for (const request of requests) yield { id: request.id, ok: true, body: answerTo(microsoft, request)[0] };
        },
      }),
    }),
    accessOf,
    throttleDomainsOf,
    notes,
    recordMetrics: (each) => void notes.push(each),
    recordLeftOut: () => {},
  };
};

/** A surface whose facts have an id and a value. It reads `/things`, or `/things/slowly` with its second option. */
export const testSurface = (overrides: Partial<AnySurface> = {}): AnySurface =>
  defineSurface({
    id: 'things',
    title: 'Things',
    reference: 'https://learn.microsoft.com/graph',
    job: 'posture',
    features: ['hardening'],
    throttleDomain: 'directory',
    everySeconds: 3600,
    accessOptions: [
      { name: 'fast', scopes: [['Policy.Read.All']] },
      { name: 'slow', scopes: [['Directory.Read.All']] },
    ],
    completeness: 'replace',
    fact: z.object({ id: z.string(), value: z.unknown() }),
    factVersion: 1,
    identify: (fact) => fact.id,
    async *read({ graph, accessOption }: ReadContext) {
      for await (const page of graph.pages({ path: accessOption === 'fast' ? '/things' : '/things/slowly' })) {
        yield page as { id: string; value: unknown }[];
      }
    },
    ...overrides,
  });
