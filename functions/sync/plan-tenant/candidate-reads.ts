import { initialReadState, type ReadState } from '#shared/kernel/read-state.ts';
import type { RunKind } from '#shared/kernel/run.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import type { Connection } from '#shared/store/connection-store.ts';
import type { SurfaceStates } from '#shared/store/surface-state-store.ts';
import type { AnySurface } from '#shared/surfaces/define-surface.ts';
import type { PlannedRead } from './plan-lanes.ts';

export interface CandidateRead extends PlannedRead {
  readonly before: ReadState;
}

interface Sources {
  readonly surfaces: readonly AnySurface[];
  readonly states: Pick<SurfaceStates, 'readStates'>;
}

/** All reads of a run of this kind with their stored state: each surface, and for a mailbox surface each mailbox. */
export const candidateReads = async (
  scope: TenantScope,
  kind: RunKind,
  { mailboxes }: Connection,
  { surfaces, states }: Sources,
): Promise<readonly CandidateRead[]> => {
  const known = await states.readStates(scope);
  const before = (surfaceId: string, mailboxId?: string): ReadState =>
    known.find(({ target }) => target.surfaceId === surfaceId && target.mailboxId === mailboxId) ?? initialReadState;
  return surfaces
    .filter(({ job }) => job === kind)
    .flatMap((surface): CandidateRead[] =>
      surface.audience === 'technician-mailboxes'
        ? mailboxes.map(({ mailboxId }) => ({
            surface,
            target: { surfaceId: surface.id, mailboxId },
            before: before(surface.id, mailboxId),
          }))
        : [{ surface, target: { surfaceId: surface.id }, before: before(surface.id) }],
    );
};
