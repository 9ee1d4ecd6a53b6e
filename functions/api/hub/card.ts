import type { z } from 'zod';
import type { SyncStatus } from '#shared/book/sync-status.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { CustomerView } from '#shared/views/read-view.ts';
import type { Deps } from './deps.ts';

/** The input of a card. */
export interface HubView extends CustomerView {
  readonly caller: MemberScope;
  readonly now: Date;
}

/**
 * One card of the customer page. The states of its own surfaces stand beside it, so that a surface that is missing
 * affects only the cards that need it.
 */
export interface HubCard<Shape extends z.ZodObject = z.ZodObject> {
  readonly surfaceIds: readonly string[];
  readonly shape: Shape;
  /** A card that is not made from the tenants of the customer returns the states of what it is made from. */
  make(of: HubView, deps: Deps): MadeCard<Shape> | Promise<MadeCard<Shape>>;
}

export type MadeCard<Shape extends z.ZodObject> = z.input<Shape> & Partial<SyncStatus>;

/** Declares a card and keeps its exact type. */
export const hubCard = <Shape extends z.ZodObject>(card: HubCard<Shape>): HubCard<Shape> => card;
