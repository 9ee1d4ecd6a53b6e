import type { RunningStack } from '#local/stack.ts';
import { addDays } from '#shared/kernel/clock.ts';
import type { DemoCustomer } from './book/demo-customer.ts';
import { seedDemo } from './seed.ts';
import { type MspSetup, setUpMsp } from './set-up-msp.ts';
import { syncBook } from './sync-book.ts';

/** Where the clock of a stack must start that is to live through the day before. */
export const oneDayBefore = (now: Date): Date => addDays(now, -1);

/** Those to whom something happened since yesterday. */
export const changedSinceYesterday = (book: readonly DemoCustomer[]): readonly DemoCustomer[] =>
  book.filter(({ revertToYesterday }) => revertToYesterday !== undefined);

/**
 * Reads the customers that have a yesterday as they were then, in a stack whose clock stands there, lets the day pass, and leaves their tenants as they are today: what a
 * later reading finds has moved. Nothing is put into the store that a reading did not put there. Tokens of yesterday are over then.
 */
export const syncAsOfYesterday = async (
  stack: RunningStack,
  msp: MspSetup,
  book: readonly DemoCustomer[],
): Promise<void> => {
  const changed = changedSinceYesterday(book);
  const comeBack = changed.map(({ revertToYesterday, tenant }) => revertToYesterday?.(tenant));
  const { tokens } = await setUpMsp(stack, msp);
  await seedDemo({ apiUrl: stack.apiUrl, adminToken: tokens.admin, book: changed });
  const { finished } = await syncBook(stack, 'posture', () => undefined);
  if (finished !== changed.length) throw new Error(`${finished} of ${changed.length} tenants were read yesterday`);
  for (const toToday of comeBack) toToday?.();
  stack.clock.skipTo(addDays(stack.clock.now(), 1));
};
