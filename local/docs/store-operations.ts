import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { systemClock } from '#shared/kernel/clock.ts';
import { openTable } from '#shared/store/table.ts';

const root = resolve(import.meta.dirname, '../..');
const files = globSync('shared/store/*.ts', { cwd: root }).toSorted();

/**
 * The name of every store operation, such as `customers.get`. The stores are made over a table that is never called.
 */
export const storeOperations = async (): Promise<string[]> => {
  const table = openTable({ name: 'unused', clock: systemClock, newId: (prefix) => prefix });
  const operations: string[] = [];
  for (const path of files) {
    const factories = Array.from(
      readFileSync(resolve(root, path), 'utf8').matchAll(/^export const (\w+) = \(table: Table\)/gm),
      (match) => match[1] ?? '',
    );
    const module: Readonly<Record<string, unknown>> = await import(pathToFileURL(resolve(root, path)).href);
    for (const factory of factories) {
      const make = module[factory];
      const store: unknown = typeof make === 'function' ? make(table) : undefined;
      // An entity that stores share is not a store.
      if (typeof store !== 'object' || store === null || 'schema' in store) continue;
      const names = Object.entries(store).filter(([, value]) => typeof value === 'function');
      operations.push(...names.map(([name]) => `${factory}.${name}`));
    }
  }
  table.client.destroy();
  return operations.toSorted();
};

/** Every distinct key template, such as `MSP#${mspId}`. */
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
