import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { printHelp } from '#local/cli/print-help.ts';
import { findingPages } from './finding-page.ts';
import { generatedFolder, pages } from './pages.ts';
import { rolesPage } from './roles-page.ts';

printHelp(`npm run docs:generate
  writes docs/generated and the pages of the findings from the code`);

await mkdir(generatedFolder, { recursive: true });
for (const [file, text] of Object.entries({ ...(await pages()), 'roles.md': await rolesPage() })) {
  await writeFile(resolve(generatedFolder, file), text);
  process.stdout.write(`wrote docs/generated/${file}\n`);
}
const root = resolve(generatedFolder, '../..');
for (const [file, text] of Object.entries(findingPages())) await writeFile(resolve(root, file), text);
process.stdout.write('wrote the README.md of every finding\n');
