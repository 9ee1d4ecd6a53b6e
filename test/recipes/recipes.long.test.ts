import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { follow } from './follow.ts';
import { allGates, generateDocs, runGate } from './gates.ts';
import { recipes } from './index.ts';
import { pathIn, type Recipe } from './recipe.ts';
import { type ScratchCopy, scratchCopy } from './scratch-copy.ts';

let copy: ScratchCopy;

beforeAll(() => {
  copy = scratchCopy();
});
afterAll(() => copy.remove());

const testsOf = (recipe: Recipe): string[] =>
  recipe.steps.map(({ file }) => pathIn(recipe, file)).filter((path) => path.endsWith('.test.ts'));

describe.each(recipes)('$heading', (recipe) => {
  /** What `npm run docs:generate` wrote when the recipe was followed. */
  const generated = new Map<string, string>();

  beforeAll(() => {
    copy.reset();
    follow(copy, recipe);
    const { passed, output } = generateDocs(copy);
    if (!passed) throw new Error(`npm run docs:generate failed:\n${output}`);
    for (const path of recipe.generated) generated.set(path, copy.read(path) ?? '');
  });

  it('touches the files that CONTRIBUTING names, and no more', () => {
    const named = [...recipe.steps.map(({ file }) => pathIn(recipe, file)), ...recipe.generated];
    process.stdout.write(
      `${recipe.heading}:\n${copy
        .touched()
        .map((path) => `  ${path}\n`)
        .join('')}`,
    );
    expect(copy.touched()).toEqual(named.toSorted());
  });

  it.each(Object.keys(allGates))('passes the gate: %s', (name) => {
    const { passed, output } = allGates[name]?.(copy, testsOf(recipe)) ?? { passed: false, output: 'no such gate' };
    expect(passed ? '' : output).toBe('');
  });

  it.each(recipe.steps)('names what to write and where if $file is forgotten', ({ file, forgotten, gate }) => {
    copy.reset();
    follow(copy, recipe, file);
    for (const [path, text] of generated) copy.write(path, text);
    const { passed, output } = runGate(copy, gate ?? 'architecture', recipe);
    expect(output).toMatch(forgotten);
    expect(passed).toBe(false);
  });

  it('asks for npm run docs:generate if it is forgotten', () => {
    copy.reset();
    follow(copy, recipe);
    const { passed, output } = runGate(copy, 'architecture', recipe);
    expect(output).toMatch(/run npm run docs:generate/);
    expect(passed).toBe(false);
  });
});
