import { findings } from '../findings/index.ts';

/** Every surface that some finding stands on. */
export const judgedSurfaces: readonly string[] = [
  ...new Set(findings.flatMap(({ requires, consults = [] }) => [...requires, ...consults])),
].sort();
