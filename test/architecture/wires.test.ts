import { describe, expect, it } from 'vitest';
import { formatFaults, globProject, readProjectFile } from '#test/support/project-files.ts';

/** What logic in a wire looks like. Allowed are a ternary that picks a value, and one await in each port. */
const logic = [
  { name: 'a loop', pattern: /\b(?:for|while) (?:await )?\(|\.forEach\(/ },
  { name: 'a condition', pattern: /\b(?:if|switch) \(/ },
  { name: 'the handling of an error', pattern: /\b(?:try|finally) \{|\bcatch \(|\.catch\(/ },
  { name: 'a sum', pattern: /\+=|-=|\+\+|\.reduce\(/ },
  { name: 'several awaits in one port', pattern: /\bawait\b(?:(?!\basync\b)[\s\S])*\bawait\b/ },
];

const withoutComments = (source: string): string => source.replaceAll(/^ *(?:\/\/|\/?\*).*$/gm, '');

const logicIn = (source: string): string[] =>
  logic.filter(({ pattern }) => pattern.test(withoutComments(source))).map(({ name }) => name);

const portOf = (body: string) => `export const wire = () => ({\n  async port(scope) {\n    ${body}\n  },\n});\n`;

describe('a wire', () => {
  it.each([
    ['a loop', 'for (const kind of kinds) store.remove(scope, kind);'],
    ['a condition', 'if (scope === undefined) return;'],
    ['the handling of an error', 'try { store.remove(scope); } finally { other.remove(scope); }'],
    ['a sum', 'removed += store.remove(scope);'],
    ['several awaits in one port', 'await store.remove(scope);\n    await other.remove(scope);'],
  ])('is refused if it contains %s', (name, body) => {
    expect(logicIn(portOf(body))).toEqual([name]);
  });

  it('is accepted if each port awaits once', () => {
    expect(logicIn(`${portOf('return (await store.get(scope))?.name;')}${portOf('await store.put(scope);')}`)).toEqual(
      [],
    );
  });

  it('composes ports and contains no logic', () => {
    const faults = globProject('functions/*/*/wire.ts').flatMap((path) =>
      logicIn(readProjectFile(path)).map(
        (name) => `${path} contains ${name}: write a use case beside it and pass ports`,
      ),
    );
    expect(formatFaults(faults)).toBe('');
  });
});
