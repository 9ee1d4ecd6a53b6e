import { copyFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { printHelp } from '#local/cli/print-help.ts';
import { openApiFile } from './openapi-file.ts';
import { releasedOpenApiFile } from './released-openapi.ts';

printHelp(`npm run docs:release
  keeps the OpenAPI document of this commit as the one that clients rely on`);

await mkdir(dirname(releasedOpenApiFile), { recursive: true });
await copyFile(openApiFile, releasedOpenApiFile);
process.stdout.write('wrote docs/released/openapi.json\n');
