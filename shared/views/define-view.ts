import type { z } from 'zod';
import type { Cursors } from '#shared/api/cursor.ts';
import type { MemberPorts } from '#shared/book/member-names.ts';
import type { PosturePorts } from '#shared/book/posture-ports.ts';
import type { SyncStatus } from '#shared/book/sync-status.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { ErrorCode } from '#shared/kernel/errors.ts';
import type { MemberScope, MspScope } from '#shared/kernel/scope.ts';
import type { CustomerData } from '#shared/store/customer-data.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { Events } from '#shared/store/event-copies.ts';
import type { Messages } from '#shared/store/message-copies.ts';
import type { SavingsLedger } from '#shared/store/savings-ledger-store.ts';
import type { Signals } from '#shared/store/signal-store.ts';
import type { TenantView } from './subject-status.ts';
import type { VerdictPorts } from './verdicts/make.ts';

/** The ports of all views: what is stored of a customer. */
export interface ViewDeps extends PosturePorts, VerdictPorts, MemberPorts, Pick<CustomerData, 'factsOf'> {
  readonly clock: Clock;
  readonly cursors: Cursors;
  readonly signals: Pick<Signals, 'ofTenant'>;
  readonly savings: Pick<SavingsLedger, 'ofTenant'>;
  readonly messages: Pick<Messages, 'ofCustomer'>;
  readonly events: Pick<Events, 'ofCustomer'>;
  ownAddresses(caller: MemberScope): Promise<ReadonlySet<string>>;
  /** The state of each of the surfaces over all connections that read communications. */
  communicationsStates(
    scope: MspScope,
    surfaceIds: readonly ('messages' | 'events')[],
  ): Promise<SyncStatus['surfaces']>;
}

/** What is read of the tenants of a customer for a view. */
export interface ViewReads {
  /** The surfaces whose states stand beside the view. */
  readonly surfaceIds: readonly string[];
  /** The surfaces whose facts are read. */
  readonly factSurfaceIds: readonly string[];
  /** Whether the stored findings are read. */
  readonly withFindings: boolean;
  /** Whether prices and the contract are read. */
  readonly withTerms: boolean;
}

/** The input of a card. */
export interface CardInput {
  readonly caller: MemberScope;
  readonly now: Date;
  readonly customer: Customer;
  readonly tenants: readonly TenantView[];
  readonly synced: SyncStatus;
}

/** The input of a page. */
export interface ViewInput<Query> extends CardInput {
  readonly query: Query;
}

/** A card that is not made from the tenants of the customer returns the states of what it is made from. */
type CardBody<Shape extends z.ZodObject> = z.input<Shape> & Partial<SyncStatus>;

/** A card of the customer page. It includes the states of its surfaces, so a missing surface affects no other card. */
export interface Card<Shape extends z.ZodObject = z.ZodObject> extends ViewReads {
  readonly id: string;
  readonly shape: Shape;
  make(of: CardInput, deps: ViewDeps): CardBody<Shape> | Promise<CardBody<Shape>>;
}

/** A read-only page of a customer, and its card on the customer page. */
export interface View<Shape extends z.ZodObject = z.ZodObject, Query extends z.ZodObject = z.ZodObject>
  extends ViewReads {
  /** The name of its folder, and its tag in the OpenAPI document. */
  readonly id: string;
  readonly operationId: string;
  readonly route: `GET /v1/customers/{customerId}/${string}`;
  readonly description: string;
  readonly summary: string;
  readonly query?: Query;
  /** Errors beyond `NotFound`. */
  readonly errors?: readonly ErrorCode[];
  readonly shape: Shape;
  readonly card?: Card;
  make(of: ViewInput<z.output<Query>>, deps: ViewDeps): z.input<Shape> | Promise<z.input<Shape>>;
}

/** By default a view reads the facts of its surfaces, and neither findings nor terms. */
type Declared<Complete extends ViewReads> = Omit<Complete, 'factSurfaceIds' | 'withFindings' | 'withTerms'> &
  Partial<Omit<ViewReads, 'surfaceIds'>>;

const readsOf = (declared: Declared<ViewReads>): ViewReads => ({
  surfaceIds: declared.surfaceIds,
  factSurfaceIds: declared.factSurfaceIds ?? declared.surfaceIds,
  withFindings: declared.withFindings ?? false,
  withTerms: declared.withTerms ?? false,
});

/** Declares a card without a page of its own. */
export const defineCard = <Shape extends z.ZodObject>(card: Declared<Card<Shape>>): Card<Shape> => ({
  ...card,
  ...readsOf(card),
});

/** Declares a page, and its card if it has one. The card reads what the page reads. */
export const defineView = <
  Shape extends z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  CardShape extends z.ZodObject = z.ZodObject,
>({
  card,
  ...view
}: Omit<Declared<View<Shape, Query>>, 'card'> & {
  readonly card?: Pick<Card<CardShape>, 'shape' | 'make'>;
}): View<Shape, Query> => {
  const reads = readsOf(view);
  return { ...view, ...reads, ...(card === undefined ? {} : { card: { id: view.id, ...reads, ...card } }) };
};
