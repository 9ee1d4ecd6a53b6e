import {
  isReadable,
  missingParts,
  neverRead,
  oldestDataAsOf,
  type SurfaceState,
  type SurfaceStateKind,
} from '#shared/kernel/surface-state.ts';

const worstFirst: readonly SurfaceStateKind[] = [
  'failed',
  'stale',
  'needs-access',
  'needs-license',
  'never-read',
  'partial',
  'ok',
];

/**
 * Combines the states of one surface in several tenants: the worst state and the oldest data. Where parts of any are
 * missing, parts of all together are.
 */
export const rollUp = (tenants: readonly SurfaceState[]): SurfaceState => {
  const [worst] = tenants.toSorted((one, other) => worstFirst.indexOf(one.state) - worstFirst.indexOf(other.state));
  if (worst === undefined) return neverRead;
  const unread = worst.unread ?? tenants.find((state) => missingParts(state) !== undefined)?.unread;
  return { ...worst, ...(unread === undefined ? {} : { unread }), dataAsOf: oldestDataAsOf(tenants) };
};

/**
 * Combines the states of a surface that is read mailbox by mailbox. Where some mailboxes can be shown and others
 * cannot, the surface was read in part (rules 44).
 */
export const rollUpMailboxes = (mailboxes: readonly SurfaceState[]): SurfaceState => {
  const worst = rollUp(mailboxes);
  const count = mailboxes.filter((mailbox) => !isReadable(mailbox)).length;
  if (count === 0 || count === mailboxes.length) return worst;
  return { ...worst, state: 'partial', unread: { count, part: 'mailbox' } };
};
