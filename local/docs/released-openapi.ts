import { resolve } from 'node:path';

/** The document of the last release. `npm run docs:release` replaces it; a test compares every later one with it. */
export const releasedOpenApiFile = resolve(import.meta.dirname, '../../docs/released/openapi.json');
