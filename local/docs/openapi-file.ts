import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { discover } from '#infra/discover.ts';
import { openApiDocument } from '#shared/openapi/openapi-document.ts';

const root = resolve(import.meta.dirname, '../..');

/** Where the document stands; the function that serves it takes it from there. */
export const openApiFile = resolve(root, 'docs/generated/openapi.json');

/** The document of every contract in the tree, as text. */
export const openApiText = async (): Promise<string> => {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(resolve(root, 'package.json'), 'utf8')));
  const { api } = await discover();
  return `${JSON.stringify(openApiDocument(api, version), null, 2)}\n`;
};
