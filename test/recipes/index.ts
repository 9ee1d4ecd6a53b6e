import { entityRecipe } from './entity.ts';
import { findingRecipe } from './finding.ts';
import type { Recipe } from './recipe.ts';
import { routeRecipe } from './route.ts';
import { surfaceRecipe } from './surface.ts';
import { viewRecipe } from './view.ts';

/** The recipes of CONTRIBUTING, in its order. */
export const recipes: readonly Recipe[] = [surfaceRecipe, findingRecipe, viewRecipe, routeRecipe, entityRecipe];
