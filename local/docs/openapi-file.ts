import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { discover } from '#infra/discover.ts';
import { openApiDocument } from '#shared/openapi/openapi-document.ts';
import { jsonWithLinesAtDepth } from './json-lines.ts';
import { commonSchemas } from './common-schemas.ts';

const root = resolve(import.meta.dirname, '../..');

/** The path of the document. The function that serves it reads it from there. */
export const openApiFile = resolve(root, 'docs/generated/openapi.json');

/** One line for each operation and each component. */
const depth = 3;

/** The OpenAPI document of all contracts, as text. */
export const openApiText = async (): Promise<string> => {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(resolve(root, 'package.json'), 'utf8')));
  const { api } = await discover();
  return `${jsonWithLinesAtDepth(openApiDocument(api, version, commonSchemas), depth)}\n`;
};

/** The methods of each path, one path a line, for the function that answers requests without a route. */
export const routesText = async (): Promise<string> => {
  const { api } = await discover();
  const routes = api.flatMap(({ contract }) => Object.values(contract.operations)).map(({ route }) => route.split(' '));
  const byPath = Map.groupBy(routes, ([, path = '']) => path);
  const entries = [...byPath].map(([path, each]) => [path, each.map(([method = '']) => method).toSorted()] as const);
  return `${jsonWithLinesAtDepth(Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1))), 1)}\n`;
};
