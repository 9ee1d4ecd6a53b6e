import type { z } from 'zod';
import type { SurfaceRegistry } from './index.ts';

type PostureSurface = Extract<SurfaceRegistry[number], { readonly job: 'posture' }>;

/** The type of the facts of each posture surface, by surface id. */
export type FactsBySurface = {
  [Posture in PostureSurface as Posture['id']]: Posture extends { readonly fact: z.ZodType<infer Fact> } ? Fact : never;
};
