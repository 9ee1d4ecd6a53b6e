import { z } from 'zod';
import {
  count,
  date,
  flag,
  instant,
  Money,
  NamedObject,
  ObjectSample,
  quantity,
  type SentenceValue,
  type SentenceValues,
  text,
  texts,
} from '#shared/kernel/message-values.ts';
import type { SentenceTemplate } from '#shared/kernel/sentence.ts';

const guid = 'aaaaaaaa-0000-4000-8000-000000000001';
const objectOf = (name: string | null) => ({ kind: 'user', id: guid, name });

/** The kinds of values, each with the formats that suit it and values at its edges. */
const kinds: readonly (readonly [z.ZodType, readonly string[], readonly SentenceValue[]])[] = [
  [count, ['plural', 'number'], [0, 1, 2, 1234]],
  [quantity, ['plural', 'number', 'percent'], [0.5, 1, 12.25]],
  [text, ['text', 'term'], ['ines.falk@acme.example', 'Microsoft 365 E3']],
  [texts, ['list', 'term'], [['one'], ['one', 'two', 'three'], ['a', 'b', 'c', 'd', 'e', 'f', 'g']]],
  [flag, ['select'], [true, false]],
  [instant, ['instant'], ['2026-11-30T03:59:11.004Z']],
  [date, ['date'], ['2026-11-30']],
  [NamedObject, ['text'], [objectOf('ines.falk@acme.example'), objectOf(null)]],
  [
    ObjectSample,
    ['list'],
    [
      { total: 1, first: [objectOf('Ann')] },
      { total: 9, first: [objectOf('Ann'), objectOf('Ben')] },
    ],
  ],
  [
    Money,
    ['money'],
    [
      { amount: 1056, currency: 'USD' },
      { amount: 0.5, currency: 'USD' },
    ],
  ],
];

export interface ValueKind {
  readonly formats: readonly string[];
  readonly samples: readonly SentenceValue[];
  /** The codes of an enumeration. */
  readonly codes: readonly string[];
}

/** What a value of a template may be. Throws for a schema that is none of the kinds of message-values.ts. */
export const kindOf = (schema: z.core.$ZodType): ValueKind => {
  if (schema instanceof z.ZodNullable) {
    const inner = kindOf(schema.unwrap());
    return { ...inner, formats: [...inner.formats, 'select'], samples: [...inner.samples, null] };
  }
  if (schema instanceof z.ZodReadonly && schema.unwrap() instanceof z.ZodArray) {
    const { element } = schema.unwrap() as z.ZodArray;
    if (element instanceof z.ZodEnum) {
      const codes = element.options.map(String);
      return { formats: ['term'], samples: [codes.slice(0, 1), codes.slice(0, 3), codes], codes };
    }
  }
  if (schema instanceof z.ZodEnum) {
    const codes = schema.options.map(String);
    return { formats: ['select', 'term'], samples: codes, codes };
  }
  const found = kinds.find(([kind]) => kind === schema);
  if (found === undefined) throw new Error('a value of a sentence is no kind of shared/kernel/message-values.ts');
  const [, formats, samples] = found;
  return { formats, samples, codes: [] };
};

/** Values for a template, so that each sample of each value occurs at least once. */
export const sampleValues = ({ values }: SentenceTemplate): readonly SentenceValues[] => {
  const all = Object.entries(values.shape).map(([name, schema]) => [name, kindOf(schema).samples] as const);
  const most = Math.max(1, ...all.map(([, samples]) => samples.length));
  return Array.from({ length: most }, (_, at) =>
    Object.fromEntries(all.map(([name, samples]) => [name, samples[at % samples.length] ?? null])),
  );
};
