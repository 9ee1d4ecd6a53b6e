import { z } from 'zod';

const Row = z.looseObject({
  customerId: z.string().nullable(),
  name: z.string(),
  open: z.object({
    critical: z.number(),
    high: z.number(),
    medium: z.number(),
    low: z.number(),
    info: z.number(),
  }),
  worst: z.looseObject({ severity: z.string(), problem: z.string(), summary: z.string() }).nullable(),
  mfaCapablePercent: z.number().nullable(),
  secureScorePercent: z.number().nullable(),
  stale: z.boolean(),
  dataAsOf: z.string().nullable(),
  surfaces: z.record(z.string(), z.looseObject({ state: z.string(), optional: z.boolean().optional() })),
});
export type BookRow = z.output<typeof Row>;

const Page = z.object({ items: z.array(Row), nextCursor: z.string().nullish() });

/** Fetches every page of the book from the API, worst first. */
export const fetchBook = async (apiUrl: string, token: string): Promise<readonly BookRow[]> => {
  const items: BookRow[] = [];
  let cursor: string | null | undefined;
  do {
    const after = cursor === undefined || cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const response = await fetch(`${apiUrl}/v1/book/customers?limit=200${after}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(60_000),
    });
    if (!response.ok) throw new Error(`the book cannot be read: ${response.status} ${await response.text()}`);
    const page = Page.parse(await response.json());
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined && cursor !== null);
  return items;
};
