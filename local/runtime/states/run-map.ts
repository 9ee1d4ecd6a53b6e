import { z } from 'zod';
import { rewritePaths } from './context-object.ts';
import type { MapState } from './definition.ts';
import { falsyInput, isFalsyScalar, StateFailure } from './failures.ts';
import { evaluateTemplate } from './payload-template.ts';
import { allFailFast } from './run-branches.ts';
import { runDistributed } from './run-distributed.ts';
import type { MapWork, StateScope } from './state-scope.ts';

/** AWS runs at most so many items of an inline Map at a time. */
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
  run: StateScope,
): Promise<unknown[]> => {
  const selector = state.ItemSelector ?? state.Parameters;
  if (selector === undefined) return [...items];
  const template = rewritePaths(selector, '');
  return Promise.all(
    items.map((Value, Index) => {
      const context = { ...run.context, mapItem: { Index, Value } };
      return evaluateTemplate(template, input, { ...run, context });
    }),
  );
};

const runInline = async (
  { definition, items, concurrency }: MapWork,
  values: readonly unknown[],
  run: StateScope,
): Promise<unknown[]> => {
  run.history.add('MapStateStarted', { mapStateStartedEventDetails: { length: items.length } });
  const limit = concurrency === undefined || concurrency === 0 ? inlineConcurrency : concurrency;
  return allFailFast(items, Math.min(limit, inlineConcurrency), run, async (item, Index, scoped) => {
    const details = { mapIterationStartedEventDetails: { index: Index } };
    run.history.add('MapIterationStarted', details);
    const context = { ...scoped.context, mapItem: { Index, Value: values[Index] } };
    const result = await run.interpret(definition, structuredClone(item), { ...scoped, context });
    run.history.add('MapIterationSucceeded', { mapIterationSucceededEventDetails: { index: Index } });
    return result;
  });
};

/** A Map state, inline or distributed. Taken out of the interpreter's hands: it runs both alike and ignores batching and tolerated failures. */
export const runMap = async (state: MapState, given: unknown, run: StateScope): Promise<unknown> => {
  const parsed = Effective.safeParse(given);
  const definition = state.ItemProcessor ?? state.Iterator;
  if (!parsed.success || definition === undefined) {
    throw new StateFailure('States.Runtime', 'the items of the Map state are no list', { terminal: true });
  }
  const { input, items: values, concurrency = state.MaxConcurrency } = parsed.data;
  const items = await selectItems(state, input, values, run);
  const falsy = items.find(isFalsyScalar);
  if (falsy !== undefined) throw falsyInput('an item of the Map', falsy);
  const work: MapWork = { state, definition, items, concurrency, input };
  const distributed = state.ItemProcessor?.ProcessorConfig.Mode === 'DISTRIBUTED';
  return distributed ? runDistributed(work, run) : runInline(work, values, run);
};
