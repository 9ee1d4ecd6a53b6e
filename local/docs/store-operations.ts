import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { systemClock } from '#shared/kernel/clock.ts';
import { openTable } from '#shared/store/table.ts';

const root = resolve(import.meta.dirname, '../..');
const files = globSync('shared/store/*.ts', { cwd: root }).toSorted();

/** Every question and fact of the stores, `customers.get`. They are asked of a table that is never called. */
export const storeOperations = async (): Promise<string[]> => {
  const table = openTable({ name: 'unasked', clock: systemClock, newId: (prefix) => prefix });
  const questions: string[] = [];
  for (const path of files) {
    const factories = Array.from(
      readFileSync(resolve(root, path), 'utf8').matchAll(/^export const (\w+) = \(table: Table\)/gm),
      (match) => match[1] ?? '',
    );
    const module: Readonly<Record<string, unknown>> = await import(pathToFileURL(resolve(root, path)).href);
    for (const factory of factories) {
      const make = module[factory];
      const store: unknown = typeof make === 'function' ? make(table) : undefined;
      // An entity is shared between stores of the room, and is no store.
      if (typeof store !== 'object' || store === null || 'schema' in store) continue;
      const names = Object.entries(store).filter(([, value]) => typeof value === 'function');
      questions.push(...names.map(([name]) => `${factory}.${name}`));
    }
  }
  table.client.destroy();
  return questions.toSorted();
};

/** Every template of a key, `MSP#${mspId}`, once. */
export const keyTemplates = (): string[] => {
  const templates = files
    .filter((path) => !path.endsWith('electrodb.ts'))
    .flatMap((path) =>
      Array.from(
        readFileSync(resolve(root, path), 'utf8').matchAll(
          /\b(?:pk|sk|worstFirstPk|worstFirstSk)\(\s*\[[^\]]*\],\s*['`]([^'`]*)['`]/g,
        ),
        (match) => (match[1] ?? '').replaceAll('\\${', '${'),
      ),
    );
  return [...new Set(templates)].toSorted();
};
