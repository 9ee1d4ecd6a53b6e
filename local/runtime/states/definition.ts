import { z } from 'zod';

/** The fields of a state that the adapter reads. The interpreter reads the others. */
export const State = z.looseObject({ Type: z.string(), Resource: z.string().optional() });
export type State = z.output<typeof State>;

/** A definition in the Amazon States Language: a state machine, the processor of a Map or a branch of a Parallel. */
export const Definition = z.looseObject({
  StartAt: z.string(),
  States: z.record(z.string(), State),
  TimeoutSeconds: z.number().positive().optional(),
});
export type Definition = z.output<typeof Definition>;

const ItemBatcher = z.looseObject({
  MaxItemsPerBatch: z.number().int().positive().optional(),
  MaxInputBytesPerBatch: z.number().int().positive().optional(),
  BatchInput: z.unknown().optional(),
});

/** The fields of a Map state that the adapter implements itself. */
export const MapState = State.extend({
  ItemProcessor: z
    .looseObject({
      ProcessorConfig: z
        .looseObject({
          Mode: z.enum(['INLINE', 'DISTRIBUTED']).default('INLINE'),
          ExecutionType: z.enum(['STANDARD', 'EXPRESS']).default('STANDARD'),
        })
        .default({ Mode: 'INLINE', ExecutionType: 'STANDARD' }),
      StartAt: z.string(),
      States: z.record(z.string(), State),
    })
    .optional(),
  Iterator: Definition.optional(),
  ItemsPath: z.string().optional(),
  ItemSelector: z.unknown().optional(),
  Parameters: z.unknown().optional(),
  ItemBatcher: ItemBatcher.optional(),
  MaxConcurrency: z.number().int().nonnegative().optional(),
  MaxConcurrencyPath: z.string().optional(),
  ToleratedFailurePercentage: z.number().min(0).max(100).optional(),
  ToleratedFailureCount: z.number().int().nonnegative().optional(),
  Label: z.string().optional(),
});
export type MapState = z.output<typeof MapState>;

export const ParallelState = State.extend({ Branches: z.array(Definition) });
export type ParallelState = z.output<typeof ParallelState>;

export const WaitState = State.extend({
  Seconds: z.number().nonnegative().optional(),
  SecondsPath: z.string().optional(),
  Timestamp: z.string().optional(),
  TimestampPath: z.string().optional(),
});
export type WaitState = z.output<typeof WaitState>;

export const TaskState = State.extend({
  Resource: z.string(),
  TimeoutSeconds: z.number().positive().optional(),
});
export type TaskState = z.output<typeof TaskState>;

/** The definitions nested in a state. */
export const nestedIn = (state: State): readonly Definition[] => {
  if (state.Type === 'Map') {
    const map = MapState.parse(state);
    const inside = map.ItemProcessor ?? map.Iterator;
    return inside === undefined ? [] : [inside];
  }
  return state.Type === 'Parallel' ? ParallelState.parse(state).Branches : [];
};
