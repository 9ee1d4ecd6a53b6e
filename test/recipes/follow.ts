import { pathIn, type Recipe } from './recipe.ts';
import type { ScratchCopy } from './scratch-copy.ts';

/** Follows the steps of a recipe in a scratch copy, except the one of the file `forgotten`. */
export const follow = (copy: ScratchCopy, recipe: Recipe, forgotten?: string): void => {
  for (const { file, edit } of recipe.steps) {
    const path = pathIn(recipe, file);
    if (file !== forgotten) copy.write(path, edit(copy.read(path) ?? ''));
  }
};
