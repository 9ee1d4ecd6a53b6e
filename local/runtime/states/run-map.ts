import { z } from 'zod';
import { rewritePaths } from './context-object.ts';
import type { MapState } from './definition.ts';
import { falsyInput, isFalsyScalar, StateFailure } from './failures.ts';
import { evaluateTemplate } from './payload-template.ts';
import { allFailFast } from './run-branches.ts';
import { runDistributed } from './run-distributed.ts';
import type { MapWork, StateScope } from './state-scope.ts';

/** AWS's limit on the concurrency of an inline Map. */
const inlineConcurrency = 40;

const Effective = z.object({
  input: z.unknown(),
  items: z.array(z.unknown()),
  concurrency: z.number().int().nonnegative().optional(),
});

const selectItems = async (
  state: MapState,
  input: unknown,
  items: readonly unknown[],
  scope: StateScope,
): Promise<unknown[]> => {
  const selector = state.ItemSelector ?? state.Parameters;
  if (selector === undefined) return [...items];
  const template = rewritePaths(selector, '');
  return Promise.all(
    items.map((Value, Index) => {
      const context = { ...scope.context, mapItem: { Index, Value } };
      return evaluateTemplate(template, input, { ...scope, context });
    }),
  );
};

const runInline = async (
  { definition, items, concurrency }: MapWork,
  values: readonly unknown[],
  scope: StateScope,
): Promise<unknown[]> => {
  scope.history.add('MapStateStarted', { mapStateStartedEventDetails: { length: items.length } });
  const limit = concurrency === undefined || concurrency === 0 ? inlineConcurrency : concurrency;
  return allFailFast(items, Math.min(limit, inlineConcurrency), scope, async (item, Index, childScope) => {
    const details = { mapIterationStartedEventDetails: { index: Index } };
    scope.history.add('MapIterationStarted', details);
    const context = { ...childScope.context, mapItem: { Index, Value: values[Index] } };
    const result = await scope.interpret(definition, structuredClone(item), { ...childScope, context });
    scope.history.add('MapIterationSucceeded', { mapIterationSucceededEventDetails: { index: Index } });
    return result;
  });
};

/**
 * Runs a Map state, inline or distributed. The interpreter would run both in the same way and ignore batching and
 * tolerated failures.
 */
export const runMap = async (state: MapState, given: unknown, scope: StateScope): Promise<unknown> => {
  const parsed = Effective.safeParse(given);
  const definition = state.ItemProcessor ?? state.Iterator;
  if (!parsed.success || definition === undefined) {
    throw new StateFailure('States.Runtime', 'the items of the Map state are not a list', { terminal: true });
  }
  const { input, items: values, concurrency = state.MaxConcurrency } = parsed.data;
  const items = await selectItems(state, input, values, scope);
  const falsy = items.find(isFalsyScalar);
  if (falsy !== undefined) throw falsyInput('an item of the Map', falsy);
  const work: MapWork = { state, definition, items, concurrency, input };
  const distributed = state.ItemProcessor?.ProcessorConfig.Mode === 'DISTRIBUTED';
  return distributed ? runDistributed(work, scope) : runInline(work, values, scope);
};
