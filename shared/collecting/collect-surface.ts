import { taskHandler } from '#shared/lambda/task-handler.ts';
import type { AnySurface } from '#shared/surfaces/define-surface.ts';
import { readSurface } from './read-surface.ts';
import { surfaceContract } from './surface-contract.ts';
import { wire } from './wire.ts';

/** The Lambda of one surface: `export const handler = collectSurface(users)`. */
export const collectSurface = (surface: AnySurface) =>
  taskHandler(surfaceContract, wire, (task, deps) =>
    readSurface(surface, deps.scopeOf(task.run.mspId, task.run.tenantId), task, deps),
  );
