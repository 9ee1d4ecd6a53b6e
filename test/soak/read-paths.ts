import { z } from 'zod';

const Document = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
const Customers = z.looseObject({ items: z.array(z.looseObject({ customerId: z.string() })) });
const Connections = z.looseObject({ items: z.array(z.looseObject({ connectionId: z.string() })) });

/**
 * Every route of the API document that reads and needs nothing but a customer or a connection, for every customer and
 * connection.
 */
export const readPaths = async (
  apiUrl: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly paths: readonly string[]; readonly connectionIds: readonly string[] }> => {
  const get = async <Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> => {
    const response = await fetch(`${apiUrl}${path}`, { headers, signal: AbortSignal.timeout(60_000) });
    if (!response.ok) throw new Error(`GET ${path} answered ${response.status}`);
    return schema.parse(await response.json());
  };
  const document = await get('/openapi.json', Document);
  const customers = (await get('/customers', Customers)).items.map(({ customerId }) => customerId);
  const connections = (await get('/connections', Connections)).items.map(({ connectionId }) => connectionId);
  const templates = Object.entries(document.paths).flatMap(([path, { get: read }]) =>
    read === undefined || path.includes('callback') ? [] : [path.replace('/v1', '')],
  );
  const paths = templates.flatMap((template) => {
    const ids = template.includes('{customerId}') ? customers : connections;
    const filled = ids.map((id) => template.replace(/\{(customerId|connectionId)\}/, id));
    return filled.filter((path) => !path.includes('{'));
  });
  return { paths: [...new Set(paths)], connectionIds: connections };
};
