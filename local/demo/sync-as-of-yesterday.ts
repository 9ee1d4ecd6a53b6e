import type { RunningStack } from '#local/stack.ts';
import { addDays } from '#shared/kernel/clock.ts';
import type { DemoCustomer } from './book/demo-customer.ts';
import { seedDemo } from './seed.ts';
import { type MspSetup, setUpMsp } from './set-up-msp.ts';
import { syncBook } from './sync-book.ts';

/** The instant at which the clock starts when the stack syncs as of yesterday first. */
export const oneDayBefore = (now: Date): Date => addDays(now, -1);

/** The customers whose tenant changed since yesterday. */
export const changedSinceYesterday = (book: readonly DemoCustomer[]): readonly DemoCustomer[] =>
  book.filter(({ revertToYesterday }) => revertToYesterday !== undefined);

/**
 * Syncs the customers that changed since yesterday as they were then, in a stack whose clock is one day back. Then it
 * restores their tenants to today's state and moves the clock on by a day, so that the next sync finds drift.
 * Everything in the store comes from a sync. Tokens of yesterday have expired by then.
 */
export const syncAsOfYesterday = async (
  stack: RunningStack,
  msp: MspSetup,
  book: readonly DemoCustomer[],
): Promise<void> => {
  const changed = changedSinceYesterday(book);
  const restoreTenants = changed.map(({ revertToYesterday, tenant }) => revertToYesterday?.(tenant));
  const { tokens } = await setUpMsp(stack, msp);
  await seedDemo({ apiUrl: stack.apiUrl, adminToken: tokens.admin, book: changed });
  const { finished } = await syncBook(stack, 'posture', () => undefined);
  if (finished !== changed.length)
    throw new Error(`${finished} of ${changed.length} tenants were synced as of yesterday`);
  for (const restoreTenant of restoreTenants) restoreTenant?.();
  stack.clock.skipTo(addDays(stack.clock.now(), 1));
};
