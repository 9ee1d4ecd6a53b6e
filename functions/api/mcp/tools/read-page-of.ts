import type { z } from 'zod';
import type { SyncStatus } from '#shared/book/sync-status.ts';
import type { CardInput, View } from '#shared/views/define-view.ts';
import { readView } from '#shared/views/read-view.ts';
import { namedCustomer } from './find-customer.ts';
import type { ToolContext } from './tool.ts';

/** A page of the customer that the arguments name, as its route makes it, with what it is made of. */
export const readPageOf = async <Shape extends z.ZodObject, Query extends z.ZodObject>(
  view: View<Shape, Query>,
  context: ToolContext,
  query: z.output<Query>,
): Promise<{ readonly page: z.input<Shape>; readonly synced: SyncStatus; readonly of: CardInput }> => {
  const { caller, deps } = context;
  const of = await readView(caller, namedCustomer(context).customerId, view, deps);
  return { page: await view.make({ ...of, query }, deps), synced: of.synced, of };
};
