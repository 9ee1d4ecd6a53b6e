import { describe, expect, it } from 'vitest';
import { storeOperations } from '#local/docs/store-operations.ts';
import { formatFaults, globProject, readProjectFile } from '#test/support/project-files.ts';

const factories = new Set((await storeOperations()).map((operation) => operation.split('.')[0] ?? ''));
const tests = globProject('test/**/*.ts').filter((path) => !path.startsWith('test/recipes/'));
const testText = tests.map((path) => readProjectFile(path)).join('\n');

const untested = globProject('shared/store/*.ts').flatMap((path) =>
  Array.from(readProjectFile(path).matchAll(/^export const (\w+) = \(table: Table\)/gm), (match) => match[1] ?? '')
    .filter((factory) => factories.has(factory) && !new RegExp(`\\b${factory}\\b`).test(testText))
    .map((factory) => `write test/integration/${path.replace('.ts', '.test.ts')}: no test uses ${factory}`),
);

/** Factories of stores without a declared result. */
const undeclared = globProject('shared/store/*.ts').flatMap((path) =>
  Array.from(readProjectFile(path).matchAll(/^export const (\w+) = \(table: Table\) =>/gm), (match) => match[1] ?? '')
    .filter((factory) => factories.has(factory))
    .map((factory) => `${path}: declare an interface and write ${factory} = (table: Table): ThatInterface =>`),
);

/** Ports that derive their type from a factory of a store. */
const derived = globProject('{shared,functions}/**/*.ts')
  .filter((path) => !path.startsWith('shared/store/'))
  .flatMap((path) =>
    Array.from(readProjectFile(path).matchAll(/ReturnType<typeof (\w+)>/g), (match) => match[1] ?? '')
      .filter((factory) => factories.has(factory))
      .map((factory) => `${path}: name the interface of the store instead of ReturnType<typeof ${factory}>`),
  );

describe('every store', () => {
  it('has a declared interface, which its ports name', () => {
    expect(formatFaults([...undeclared, ...derived])).toBe('');
  });

  it('is used by a test', () => {
    expect(factories.size).toBeGreaterThan(30);
    expect(formatFaults(untested)).toBe('');
  });
});
