import { neverVisited, type VisitState } from '#shared/kernel/read-state.ts';
import type { RunKind } from '#shared/kernel/run.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import type { Connection } from '#shared/store/connection-store.ts';
import type { surfaceStates } from '#shared/store/surface-state-store.ts';
import type { AnySurface } from '#shared/surfaces/define-surface.ts';
import type { PlannedVisit } from './plan-phases.ts';

export interface KnownVisit extends PlannedVisit {
  readonly before: VisitState;
}

interface Stored {
  readonly surfaces: readonly AnySurface[];
  readonly states: Pick<ReturnType<typeof surfaceStates>, 'visitsOf'>;
}

/** Everything that a run of this kind could read of a connection, with how it stands: each surface, and of a mailbox surface each mailbox. */
export const visitsOf = async (
  scope: TenantScope,
  kind: RunKind,
  { mailboxes }: Connection,
  { surfaces, states }: Stored,
): Promise<readonly KnownVisit[]> => {
  const known = await states.visitsOf(scope);
  const before = (surfaceId: string, mailboxId?: string): VisitState =>
    known.find(({ visit }) => visit.surfaceId === surfaceId && visit.mailboxId === mailboxId) ?? neverVisited;
  return surfaces
    .filter(({ job }) => job === kind)
    .flatMap((surface): KnownVisit[] =>
      surface.audience === 'technician-mailboxes'
        ? mailboxes.map(({ mailboxId }) => ({
            surface,
            visit: { surfaceId: surface.id, mailboxId },
            before: before(surface.id, mailboxId),
          }))
        : [{ surface, visit: { surfaceId: surface.id }, before: before(surface.id) }],
    );
};
