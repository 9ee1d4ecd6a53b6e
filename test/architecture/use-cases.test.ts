import { describe, expect, it } from 'vitest';
import { discover } from '#infra/discover.ts';
import { existsInProject, formatFaults, globProject, readProjectFile } from '#test/support/project-files.ts';

const { api } = await discover();

/** A Lambda whose operations come from a registry has no file for each of them. */
const hasUseCases = (folder: string): boolean =>
  /\boperations: \{\s+\w+: /.test(readProjectFile(`${folder}/contract.ts`));

const operations = api
  .map(({ name, contract }) => ({ folder: `functions/api/${name}`, contract }))
  .filter(({ folder }) => hasUseCases(folder))
  .flatMap(({ folder, contract }) =>
    Object.entries(contract.operations).map(([id, { route }]) => ({ folder, id, path: route.split(' ')[1] ?? '' })),
  );

const kebabCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const testText = globProject('test/**/*.ts')
  .filter((path) => !/^test\/(recipes|architecture)\//.test(path))
  .map((path) => readProjectFile(path))
  .join('\n');

/** Whether a test names the operation, or its path with any parameters. */
const isTested = ({ id, path }: { readonly id: string; readonly path: string }): boolean => {
  const [first = '', ...rest] = path.split(/\{\w+\}/).map((part) => part.replaceAll(/[.]/g, '\\.'));
  return new RegExp(`\\b${id}\\b|${[first, ...rest].join('[^/\'"]+')}['"\`?]`).test(testText);
};

/** Operations that a use case names in its types and the contract lacks. */
const undeclared = globProject('functions/api/*/*.ts').flatMap((file) => {
  const folder = file.slice(0, file.lastIndexOf('/'));
  return Array.from(readProjectFile(file).matchAll(/\btypeof contract\.operations\.(\w+)/g), (match) => match[1] ?? '')
    .filter((id) => hasUseCases(folder) && !operations.some((each) => each.folder === folder && each.id === id))
    .map((id) => `add the operation ${id} to ${folder}/contract.ts`);
});

describe('every operation of the API', () => {
  it('has a use case of its name', () => {
    const missing = operations.filter(({ folder, id }) => !existsInProject(`${folder}/${kebabCase(id)}.ts`));
    expect(
      formatFaults(missing.map(({ folder, id }) => `write ${folder}/${kebabCase(id)}.ts: the use case ${id}`)),
    ).toBe('');
  });

  it('is declared in the contract of its resource', () => {
    expect(formatFaults(undeclared)).toBe('');
  });

  it('is passed to the handler of its resource', () => {
    const missing = operations.flatMap(({ folder, id }) => {
      const list = [`${folder}/use-cases.ts`, `${folder}/handler.ts`].find((file) => existsInProject(file)) ?? folder;
      return new RegExp(`\\b${id}\\b`).test(readProjectFile(list)) ? [] : [`add ${id} to ${list}`];
    });
    expect(formatFaults(missing)).toBe('');
  });

  it('is tested', () => {
    const missing = operations.filter((operation) => !isTested(operation));
    expect(
      formatFaults(
        missing.map(
          ({ folder, id }) => `write test/unit/${folder}/${kebabCase(id)}.test.ts: no test names ${id} or its path`,
        ),
      ),
    ).toBe('');
  });
});

/** Declarations of ports outside deps.ts. The ports of all views are declared in shared/. */
const strayPorts = (path: string, text: string): string[] =>
  path.endsWith('/deps.ts')
    ? []
    : Array.from(
        text.matchAll(/^(?:export )?(?:interface|type) (\w*Deps)\b/gm),
        (match) => `move ${match[1]} from ${path} to ${path.slice(0, path.lastIndexOf('/'))}/deps.ts`,
      );

describe('the ports of a function', () => {
  it('are declared in its deps.ts', () => {
    const sources = globProject('functions/**/*.ts');
    expect(sources.length).toBeGreaterThan(100);
    expect(formatFaults(sources.flatMap((path) => strayPorts(path, readProjectFile(path))))).toBe('');
  });

  it.each(['export interface Deps {', 'interface SelectionDeps extends Deps {', 'type Deps = object;'])(
    'are refused in a use case as %s',
    (declaration) => {
      const text = `import type { z } from 'zod';\n\n${declaration}`;
      expect(strayPorts('functions/api/planted/get-planted.ts', text)).toHaveLength(1);
      expect(strayPorts('functions/api/planted/deps.ts', text)).toEqual([]);
    },
  );
});
