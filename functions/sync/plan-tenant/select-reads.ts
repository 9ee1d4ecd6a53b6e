import type { Clock } from '#shared/kernel/clock.ts';
import { isSameContent } from '#shared/kernel/content.ts';
import { readRefused } from '#shared/kernel/read-state.ts';
import type { RunKind, RunRef, Trigger } from '#shared/kernel/run.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import type { accessOf } from '#shared/permissions/access.ts';
import type { Connection } from '#shared/store/connection-store.ts';
import type { surfaceStates } from '#shared/store/surface-state-store.ts';
import type { AnySurface } from '#shared/surfaces/define-surface.ts';
import { type CandidateRead, candidateReads } from './candidate-reads.ts';
import { isDue } from './is-due.ts';
import { dependsOnPlans, type PlannedRead } from './plan-phases.ts';

export interface SelectionDeps {
  readonly clock: Clock;
  readonly surfaces: readonly AnySurface[];
  readonly states: Pick<ReturnType<typeof surfaceStates>, 'readStates' | 'record'>;
  readonly accessOf: typeof accessOf;
  /** The tenant's service plans; undefined where its licenses were never read. */
  plansOf(scope: TenantScope): Promise<ReadonlySet<string> | undefined>;
  forgetMailbox(scope: TenantScope, connection: Connection, mailboxId: string): Promise<unknown>;
}

export interface SelectionInput {
  readonly scope: TenantScope;
  readonly kind: RunKind;
  readonly run: RunRef;
  readonly connection: Connection;
  readonly scopes: readonly string[] | undefined;
  readonly trigger: Trigger;
}

/**
 * What is due, and not known to be refused. Where that hangs on plans that this run reads itself, the surface decides when its turn comes: so the first run
 * of a tenant already tells a missing license from a missing scope.
 */
export const selectDueReads = async (choice: SelectionInput, deps: SelectionDeps): Promise<PlannedRead[]> => {
  const { scope, kind, connection, trigger } = choice;
  const now = deps.clock.now();
  await forgetGoneMailboxes(choice, deps);
  const due = (await candidateReads(scope, kind, connection, deps)).filter(
    ({ surface, before }) => trigger === 'person' || isDue(surface, before, now),
  );
  const readsPlans = due.some(({ surface }) => surface.id === 'licenses');
  const plans = readsPlans ? undefined : await deps.plansOf(scope);
  const open: PlannedRead[] = [];
  for (const target of due) {
    if (await isOpen(target, plans, choice, deps)) open.push(target);
  }
  return open.map(({ surface, target }) => ({ surface, target }));
};

const isOpen = async (
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

/** What a mailbox brought goes when it leaves the list; this finds what a removal that was interrupted left behind. */
const forgetGoneMailboxes = async ({ scope, kind, connection }: SelectionInput, deps: SelectionDeps): Promise<void> => {
  if (kind !== 'communications') return;
  const listed = new Set<string>(connection.mailboxes.map(({ mailboxId }) => mailboxId));
  const known = (await deps.states.readStates(scope)).flatMap(({ target: { mailboxId } }) => mailboxId ?? []);
  for (const mailboxId of new Set(known)) {
    if (!listed.has(mailboxId)) await deps.forgetMailbox(scope, connection, mailboxId);
  }
};
