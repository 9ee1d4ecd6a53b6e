import { isSameContent } from '#shared/kernel/content.ts';
import { readRefused } from '#shared/kernel/read-state.ts';
import type { RunKind, RunRef, Trigger } from '#shared/kernel/run.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import type { Connection } from '#shared/store/connection-store.ts';
import { type CandidateRead, candidateReads } from './candidate-reads.ts';
import type { SelectionDeps } from './deps.ts';
import { isDue } from './is-due.ts';
import { dependsOnPlans, type PlannedRead } from './plan-lanes.ts';

export interface SelectionInput {
  readonly scope: TenantScope;
  readonly kind: RunKind;
  readonly run: RunRef;
  readonly connection: Connection;
  readonly scopes: readonly string[] | undefined;
  readonly trigger: Trigger;
}

/**
 * The reads that are due and not known to be refused. If that depends on plans that this run reads itself, the surface
 * decides when it is read. The first run of a tenant can therefore tell a missing license from a missing permission.
 */
export const selectDueReads = async (input: SelectionInput, deps: SelectionDeps): Promise<PlannedRead[]> => {
  const { scope, kind, connection, trigger } = input;
  const now = deps.clock.now();
  await deleteUnlistedMailboxes(input, deps);
  const due = (await candidateReads(scope, kind, connection, deps)).filter(
    ({ surface, before }) => trigger === 'person' || isDue(surface, before, now),
  );
  const readsPlans = due.some(({ surface }) => surface.id === 'licenses');
  const plans = readsPlans ? undefined : await deps.plansOf(scope);
  const permitted: PlannedRead[] = [];
  for (const candidate of due) {
    if (await isPermitted(candidate, plans, input, deps)) permitted.push(candidate);
  }
  return permitted.map(({ surface, target }) => ({ surface, target }));
};

const isPermitted = async (
  { surface, target, before }: CandidateRead,
  plans: ReadonlySet<string> | undefined,
  { scope, scopes, run }: SelectionInput,
  deps: SelectionDeps,
): Promise<boolean> => {
  if (scopes === undefined || (dependsOnPlans(surface) && plans === undefined)) return true;
  const access = deps.accessOf(surface, { roles: scopes, plans: plans ?? new Set<string>() });
  if (access.state === 'ok') return true;
  const after = readRefused(before, access, surface.optional ?? false);
  if (!isSameContent(before, after)) await deps.states.record(scope, target, after, run.fence);
  return false;
};

/**
 * Deletes the data of mailboxes that are no longer listed. Their removal deletes it first; this finds what an
 * interrupted removal left.
 */
const deleteUnlistedMailboxes = async (
  { scope, kind, connection }: SelectionInput,
  deps: SelectionDeps,
): Promise<void> => {
  if (kind !== 'communications') return;
  const listed = new Set<string>(connection.mailboxes.map(({ mailboxId }) => mailboxId));
  const known = (await deps.states.readStates(scope)).flatMap(({ target: { mailboxId } }) => mailboxId ?? []);
  for (const mailboxId of new Set(known)) {
    if (!listed.has(mailboxId)) await deps.deleteMailboxData(scope, connection, mailboxId);
  }
};
