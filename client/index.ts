export { ProblemError } from './problem-error.ts';
export type { components, operations, paths } from './schema.ts';
export {
  type ClientOptions,
  data,
  everyItem,
  type ListPath,
  type VectisClient,
  vectisClient,
} from './vectis-client.ts';
