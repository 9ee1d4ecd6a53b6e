// cspell:ignore licence organis normalises
import { describe, expect, it } from 'vitest';
import { formatFaults, projectFiles, readProjectFile } from '#test/support/project-files.ts';
import { longComments, refusedWords } from '#test/support/refused-words.ts';

interface Allowance {
  readonly file: string;
  readonly word: string;
  readonly reason: string;
}

const allowed: readonly Allowance[] = [
  { file: 'shared/licensing/sku-finder.ts', word: 'licence', reason: 'a PSA may spell it so in a product name' },
  { file: 'shared/licensing/table-columns.ts', word: 'licence', reason: 'a PSA may spell it so in a header' },
  { file: 'shared/licensing/table-columns.ts', word: 'organis', reason: 'a PSA may spell it so in a header' },
];

/** Both contain the refused words. */
const itself = ['test/support/refused-words.ts', 'test/architecture/words.test.ts'];
const rooms =
  /^(client(?!\/schema)|shared|functions|infra|local|test|docs|statemachines)\/|^[^/]+\.(ts|mjs|md)$|^\.ci\//;
const files = projectFiles().filter((path) => rooms.test(path) && /\.(ts|mjs|sh|md|json)$/.test(path));
const texts = files.filter((path) => !itself.includes(path)).map((path) => ({ path, text: readProjectFile(path) }));

const faults = texts.flatMap(({ path, text }) => refusedWords(path, text));
const covers = ({ file, word }: Allowance, fault: string): boolean =>
  fault.startsWith(`${file}:`) && fault.includes(`: ${word}: `);

describe('refused words', () => {
  it('occur nowhere: write the suggested word, or allow it above with a reason', () => {
    expect(formatFaults(faults.filter((fault) => !allowed.some((allowance) => covers(allowance, fault))))).toBe('');
  });

  it('are allowed only where they occur', () => {
    const unused = allowed.filter((allowance) => !faults.some((fault) => covers(allowance, fault)));
    expect(formatFaults(unused.map(({ file, word }) => `${file}: remove the allowance for ${word}`))).toBe('');
  });

  it.each([
    ['a name', 'const house = await stack();'],
    ['part of a name', 'export const startHouse = 1;'],
    ['a field', '  readonly told: string;'],
    ['a destructured field', 'const { whole, rest } = read();'],
    ['a comment', '// The weather decides.'],
    ['a constant', "const key = 'ROLL-CALL';"],
    ['British spelling', '/** Normalises the licence. */'],
  ])('are found in %s', (_place, line) => {
    expect(refusedWords('shared/planted.ts', line)).not.toEqual([]);
  });

  it('are found in a file name', () => {
    expect(refusedWords('shared/collecting/read-by-its-ways.ts', '')).toHaveLength(1);
    expect(refusedWords('local/crew.ts', '')).toHaveLength(1);
  });

  it.each([
    'await Promise.allSettled(tries);',
    '// Lighthouse, a warehouse, Ms. Fairweather, what elapsed and collapsed.',
    '// What was told again and is gone stands in the whole log, one way or another.',
    'const isCancelled = event.isCancelled;',
    ' * Invoke the function again.',
  ])('are not found in %s', (line) => {
    expect(refusedWords('shared/planted.ts', line)).toEqual([]);
  });
});

describe('long comments', () => {
  it('occur nowhere: wrap them at 120 columns', () => {
    expect(formatFaults(texts.flatMap(({ path, text }) => longComments(path, text)))).toBe('');
  });

  it.each([
    ['shared/planted.ts', `// ${'why '.repeat(40)}`],
    ['shared/planted.ts', ` * ${'why '.repeat(40)}`],
    ['shared/planted.ts', `const one = 1; // ${'why '.repeat(40)}`],
    ['.ci/planted.sh', `# ${'why '.repeat(40)}`],
  ])('are found in %s: %s', (path, line) => {
    expect(longComments(path, line)).toHaveLength(1);
  });

  it('are not found in a line that is only a link, or in code without a comment', () => {
    expect(longComments('shared/planted.ts', `// https://learn.microsoft.com/${'a'.repeat(120)}`)).toEqual([]);
    expect(longComments('shared/planted.ts', `const text = '${'a'.repeat(120)}';`)).toEqual([]);
  });
});
