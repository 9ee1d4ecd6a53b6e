import { findings } from '#shared/findings/index.ts';

/** Every surface that at least one finding reads. */
export const judgedSurfaces: readonly string[] = [
  ...new Set(findings.flatMap(({ requires, consults = [] }) => [...requires, ...consults])),
].sort();
