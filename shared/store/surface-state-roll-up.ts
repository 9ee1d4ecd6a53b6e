import { neverRead, type SurfaceState, type SurfaceStateKind } from '#shared/kernel/surface-state.ts';

const worstFirst: readonly SurfaceStateKind[] = [
  'failed',
  'stale',
  'needs-access',
  'needs-license',
  'never-read',
  'ok',
];

/** Combines the states of a surface that is read in parts: the worst state and the oldest data. */
export const rollUp = (parts: readonly SurfaceState[]): SurfaceState => {
  const [worst] = parts.toSorted((one, other) => worstFirst.indexOf(one.state) - worstFirst.indexOf(other.state));
  if (worst === undefined) return neverRead;
  const ages = parts.flatMap(({ dataAsOf }) => (dataAsOf === null ? [] : [dataAsOf])).toSorted();
  return { ...worst, dataAsOf: ages[0] ?? null };
};
