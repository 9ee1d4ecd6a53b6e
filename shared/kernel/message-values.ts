import { z } from 'zod';
import { CalendarDate, Instant } from './clock.ts';

/** The kinds of values that a sentence of a finding may hold. Each knows by itself how a language shows it. */

/** How many people, seats, days or policies. */
export const count = z.int().nonnegative();
/** Points, minutes, shares: a number that need not be whole. */
export const quantity = z.number();
/** A name or a title as Microsoft or the tenant has it, shown as it is. */
export const text = z.string();
export const texts = z.array(z.string()).readonly();
export const flag = z.boolean();
export const instant = Instant;
export const date = CalendarDate;

/** An object of the tenant. The name is null where it is no longer known; people never see the id. */
export const NamedObject = z
  .object({ kind: z.string(), id: z.string(), name: z.string().nullable() })
  .readonly()
  .meta({ id: 'NamedObject', description: 'An object of the tenant: its kind, its id and, where known, its name.' });
export type NamedObject = z.output<typeof NamedObject>;

/** Many objects: how many there are, and the first of them by name. */
export const ObjectSample = z
  .object({ total: count, first: z.array(NamedObject).readonly() })
  .readonly()
  .meta({ id: 'ObjectSample', description: 'How many objects there are, and the first of them by name.' });
export type ObjectSample = z.output<typeof ObjectSample>;

/** An amount of money with its currency. */
export const Money = z
  .object({ amount: z.number(), currency: z.string() })
  .readonly()
  .meta({ id: 'Money', description: 'An amount, and its currency by ISO 4217.' });
export type Money = z.output<typeof Money>;

export const SentenceValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  NamedObject,
  ObjectSample,
  Money,
  z.array(z.union([z.string(), NamedObject])).readonly(),
]);
export type SentenceValue = z.output<typeof SentenceValue>;
export type SentenceValues = Readonly<Record<string, SentenceValue>>;

const namedAtMost = 5;

/** The first objects by name, as a sentence names them. */
export const sampleObjects = (objects: readonly NamedObject[]): ObjectSample => ({
  total: objects.length,
  first: objects.toSorted((one, other) => ((one.name ?? '~') < (other.name ?? '~') ? -1 : 1)).slice(0, namedAtMost),
});
