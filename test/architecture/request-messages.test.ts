import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { discover } from '#infra/discover.ts';
import { inputMessage } from '#shared/lambda/input-messages.ts';
import { pointersOf } from '#shared/lambda/input-pointers.ts';
import { type RequestPlace, requestPlaces, withValue } from '#test/support/request-places.ts';

const { api } = await discover();
const requests = api.flatMap(({ contract }) =>
  Object.entries(contract.operations).flatMap(([id, { params, query, body }]) =>
    Object.entries({ params, query, body }).flatMap(([part, schema]) =>
      schema === undefined ? [] : [{ name: `${id} ${part}`, schema, places: requestPlaces(schema) }],
    ),
  ),
);

const wrongValues: readonly unknown[] = [
  undefined,
  null,
  '',
  'x',
  'x'.repeat(20_000),
  -1,
  1.5,
  1e308,
  true,
  [],
  ['x', 5, null],
  Array.from({ length: 2_000 }, () => 'x'),
  {},
  { 'no such field': 1 },
];

/** Words of the validation library, which mean nothing to a person who fills in a form. */
const libraryWords =
  /\b(Invalid|Unrecognized|expected|received|discriminator|pattern|undefined|NaN|Too (big|small)|ISO|\w+Error)\b|[<>]=|\bmust be (string|number|array|object|boolean|int)\b/;

const detailsFor = (schema: z.ZodType, request: unknown) => {
  const parsed = schema.safeParse(request, { error: inputMessage });
  return parsed.success ? [] : pointersOf(parsed.error, request);
};

const isText = ({ schema }: RequestPlace): boolean =>
  schema['type'] === 'string' && schema['enum'] === undefined && schema['const'] === undefined;

/** Where a name or an address is meant, by the name of the field. */
const namesSomething = ({ path }: RequestPlace): boolean =>
  path.some((key) =>
    /^(name|email|address|domain|mailboxes|approver|product|partNumber|source|ticket)$/.test(`${key}`),
  );

const pointerOf = ({ path }: RequestPlace): string => path.map((key) => `/${key}`).join('');

describe('what people read about a wrong request', () => {
  it.each(requests)('$name: is in our own words', ({ schema, places }) => {
    for (const { path, request } of places) {
      for (const wrong of wrongValues) {
        for (const { detail } of detailsFor(schema, withValue(request, path, wrong))) {
          expect(detail).not.toMatch(libraryWords);
          expect(detail.length).toBeGreaterThan(10);
          expect(detail.length).toBeLessThan(300);
        }
      }
    }
  });

  it.each(requests)('$name: refuses half a character in every text, with its place', ({ schema, places }) => {
    for (const place of places.filter(isText)) {
      const details = detailsFor(schema, withValue(place.request, place.path, 'half \ud800 here'));
      expect(
        details.some(({ pointer }) => pointer === pointerOf(place) || pointerOf(place).startsWith(`${pointer}/`)),
      ).toBe(true);
    }
  });

  it.each(['a\u0000b', 'a\u001bb', 'a\u202eb', 'a\u2066b', 'a\u2028b'])(
    'refuses a character that is not shown in every name and address (%j)',
    (text) => {
      const named = requests.flatMap(({ schema, places }) =>
        places.filter((place) => isText(place) && namesSomething(place)).map((place) => ({ schema, place })),
      );
      expect(named.length).toBeGreaterThan(10);
      for (const { schema, place } of named) {
        const details = detailsFor(schema, withValue(place.request, place.path, text));
        expect(details.map(({ pointer }) => pointer)).toContain(pointerOf(place));
      }
    },
  );
});
