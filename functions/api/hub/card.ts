import type { z } from 'zod';
import type { SyncStatus } from '#shared/book/sync-status.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { CustomerView } from '#shared/views/read-view.ts';
import type { Deps } from './deps.ts';

/** What a card is made of. */
export interface HubView extends CustomerView {
  readonly caller: MemberScope;
  readonly now: Date;
}

/**
 * One card of the customer page. It sees the facts of its own surfaces and of every other card's, and answers for itself: how it stands with its surfaces
 * is put beside it, so that one that is missing is quiet there and nowhere else.
 */
export interface HubCard<Shape extends z.ZodObject = z.ZodObject> {
  readonly surfaceIds: readonly string[];
  readonly shape: Shape;
  /** Of a card that does not stand on the customer's tenants, with how it stands with what it does stand on. */
  make(of: HubView, deps: Deps): MadeCard<Shape> | Promise<MadeCard<Shape>>;
}

export type MadeCard<Shape extends z.ZodObject> = z.input<Shape> & Partial<SyncStatus>;

/** Declares a card and keeps its exact shape. */
export const hubCard = <Shape extends z.ZodObject>(card: HubCard<Shape>): HubCard<Shape> => card;
