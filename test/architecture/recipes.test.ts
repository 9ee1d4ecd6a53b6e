import { describe, expect, it } from 'vitest';
import { recipes } from '#test/recipes/index.ts';
import { filesOfRecipe } from '#test/recipes/recipe.ts';
import { readProjectFile } from '#test/support/project-files.ts';

const contributing = readProjectFile('CONTRIBUTING.md');
const headings = Array.from(contributing.matchAll(/^## (Add .+)$/gm), (match) => match[1] ?? '');

describe('the recipes of CONTRIBUTING', () => {
  it('are all followed by test/recipes', () => {
    expect(recipes.map(({ heading }) => heading).toSorted()).toEqual(headings.toSorted());
  });

  it.each(recipes)('$heading: names each file in the order of test/recipes', ({ heading, steps }) => {
    expect(filesOfRecipe(contributing, heading)).toEqual(steps.map(({ file }) => file));
  });
});
