import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { openApiFile, openApiText } from './openapi.ts';

await mkdir(dirname(openApiFile), { recursive: true });
await writeFile(openApiFile, await openApiText());
process.stdout.write(`wrote ${openApiFile}\n`);
