import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Example = z.object({
  request: z.string().nullable(),
  status: z.int(),
  responseHeaders: z.array(z.string()),
  body: z.unknown(),
});
export type GraphExample = z.output<typeof Example>;

/** The folder with Microsoft's documented examples. Without it the tests that need it are reported as skipped. */
export const examplesFolder = process.env['GRAPH_EXAMPLES'];

export const examplesIn = (file: string): readonly GraphExample[] => {
  const text = readFileSync(join(examplesFolder ?? '', `${file}.json`), 'utf8');
  return z.object({ examples: z.array(Example) }).parse(JSON.parse(text)).examples;
};

/** Documented bodies of the requests whose path matches `beginning`, in the order of the page. */
export const bodiesOf = (file: string, method: 'GET' | 'POST', beginning: RegExp): readonly unknown[] => {
  const bodies = examplesIn(file)
    .filter(({ request }) => request?.startsWith(`${method} https://graph.microsoft.com/`))
    .filter(({ request }) => beginning.test(request?.slice(request.indexOf('.com/') + 4) ?? ''))
    .map(({ body }) => body);
  if (bodies.length === 0) throw new Error(`${file} has no example of ${method} ${beginning}`);
  return bodies;
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Documented examples leave out fields. This adds the fields that we request by `$select` to a documented body. */
export const withRequestedFields = (body: unknown, requestedFields: Readonly<Record<string, unknown>>): unknown => {
  if (!isRecord(body)) throw new Error('an example must be an object');
  const { value } = body;
  if (!Array.isArray(value)) return { ...requestedFields, ...body };
  return {
    ...body,
    value: value.map((item: unknown, index) => ({
      id: `example-${index}`,
      ...requestedFields,
      ...(isRecord(item) ? item : {}),
    })),
  };
};

export const headersOf = ({ responseHeaders }: GraphExample): Headers => {
  const pairs = responseHeaders.map((line) => line.split(/:\s*(.*)/s));
  return new Headers(pairs.flatMap(([name, value]) => (name && value ? [[name, value] as [string, string]] : [])));
};
