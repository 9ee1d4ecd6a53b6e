import type { Answer } from '../http-answer.ts';
import { type Entity, project, unknownProperty, unknownPropertyMessage } from './entity.ts';
import { type Filter, FilterRefused, parseFilter } from './filter.ts';
import { badRequest, graphError } from './graph-errors.ts';
import { type GraphCall, odataContext, okAnswer } from './graph-resource.ts';
import { nextLink, skipPosition } from './next-link.ts';
import { optionsOf } from './query.ts';

export interface Collection<Item> {
  readonly entity: Entity<Item>;
  readonly items: readonly Item[];
  /** The text after `$metadata#` in `@odata.context`. */
  readonly context: string;
  /** Query options that the service accepts here beside `$select`. */
  readonly options: readonly string[];
  readonly pageSize: { readonly usual: number; readonly max: number };
  /** Properties that `$filter` may name, a path in full (`from/emailAddress/address`). */
  readonly filterable?: readonly string[];
  readonly orderable?: readonly string[];
  /** Outlook refuses `$orderby` properties that are not the first of `$filter`, in the same order. */
  readonly orderMustLeadFilter?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** Added to each item after the selected properties: expanded navigation properties, `@odata.type`. */
  readonly extend?: (item: Item) => Record<string, unknown>;
}

/** Validates the query options, then returns one page of the list in Graph's format. */
export const answerCollection = <Item>(call: GraphCall, collection: Collection<Item>): Answer => {
  const problem = validateOptions(call, collection) ?? validateOrder(call, collection);
  if (problem !== undefined) return problem;
  let filter: Filter | undefined;
  try {
    filter = call.query.filter === undefined ? undefined : parseFilter(call.query.filter);
  } catch (error) {
    if (error instanceof FilterRefused) return badRequest(`Invalid filter clause: ${error.message}`, call.now);
    throw error;
  }
  const filterProblem = filter && validateFilter(call, collection, filter);
  if (filterProblem !== undefined) return filterProblem;
  return pageOf(call, collection, sorted(call, collection, filtered(call, collection, filter)));
};

const validateOptions = <Item>(
  call: GraphCall,
  { entity, options, pageSize }: Collection<Item>,
): Answer | undefined => {
  const { query, now } = call;
  const known = ['$select', '$skiptoken', ...options];
  const unsupported = optionsOf(query).find((option) => !known.includes(option));
  if (unsupported !== undefined)
    return badRequest(
      `The query specified in the URI is not valid. Query option '${unsupported}' is not allowed.`,
      now,
    );
  const unknown = unknownProperty(entity, query.select ?? []);
  if (unknown !== undefined) return badRequest(unknownPropertyMessage(unknown, entity.type), now);
  const { top } = query;
  if (top === undefined || (Number.isInteger(top) && top >= 1 && top <= pageSize.max)) return undefined;
  return graphError(
    400,
    'Request_BadRequest',
    `Invalid page size specified: '${query.raw.get('$top')}'. Must be between 1 and ${pageSize.max} inclusive.`,
    now,
  );
};

const validateOrder = <Item>({ query, now }: GraphCall, { orderable }: Collection<Item>): Answer | undefined => {
  const unsupported = query.orderby.find(({ property }) => !(orderable ?? []).includes(property));
  return unsupported && badRequest(`Ordering by '${unsupported.property}' is not supported for the resource.`, now);
};

const validateFilter = <Item>(
  { query, now }: GraphCall,
  { filterable, orderMustLeadFilter }: Collection<Item>,
  filter: Filter,
): Answer | undefined => {
  const unsupported = filter.properties.find((property) => !(filterable ?? []).includes(property));
  if (unsupported !== undefined) {
    return graphError(
      400,
      'Request_UnsupportedQuery',
      `Unsupported or invalid query filter clause specified for property '${unsupported}' of resource.`,
      now,
    );
  }
  const leads = query.orderby.every(({ property }, index) => filter.properties[index] === property);
  if (orderMustLeadFilter !== true || leads) return undefined;
  return graphError(400, 'InefficientFilter', 'The restriction or sort order is too complex for this operation.', now);
};

/** Reads the value at a path `a/b/c` of an item in Graph's format. */
const reader =
  <Item>(call: GraphCall, { entity }: Collection<Item>, item: Item) =>
  (path: string): unknown => {
    const [first = '', ...rest] = path.split('/');
    const start: unknown = entity.properties[first]?.(item, call);
    return rest.reduce<unknown>(
      (value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined),
      start,
    );
  };

const filtered = <Item>(call: GraphCall, collection: Collection<Item>, filter: Filter | undefined): readonly Item[] =>
  filter === undefined
    ? collection.items
    : collection.items.filter((item) => filter.matches(reader(call, collection, item)));

const sorted = <Item>(call: GraphCall, collection: Collection<Item>, items: readonly Item[]): readonly Item[] =>
  call.query.orderby.toReversed().reduce<readonly Item[]>((list, { property, descending }) => {
    const direction = descending ? -1 : 1;
    return list.toSorted((left, right) => {
      const [a, b] = [
        String(reader(call, collection, left)(property)),
        String(reader(call, collection, right)(property)),
      ];
      return a < b ? -direction : a > b ? direction : 0;
    });
  }, items);

const pageOf = <Item>(call: GraphCall, collection: Collection<Item>, items: readonly Item[]): Answer => {
  const begin = skipPosition(call.query);
  if (begin === undefined) return badRequest('Skip token is null or invalid.', call.now);
  const end = begin + (call.query.top ?? preferredPageSize(call) ?? collection.pageSize.usual);
  const isFirst = call.query.skiptoken === undefined;
  const selected = call.query.select === undefined ? '' : `(${call.query.select.join(',')})`;
  return okAnswer(
    {
      '@odata.context': odataContext(call, `${collection.context}${selected}`),
      ...(call.query.count && isFirst ? { '@odata.count': items.length } : {}),
      ...(end < items.length ? { '@odata.nextLink': nextLink(call, end) } : {}),
      value: items
        .slice(begin, end)
        .map((item) => ({ ...project(collection.entity, item, call), ...collection.extend?.(item) })),
    },
    collection.headers,
  );
};

const preferredPageSize = (call: GraphCall): number | undefined => {
  const preferred = /odata\.maxpagesize=(\d+)/.exec(call.headers['prefer'] ?? '')?.[1];
  return preferred === undefined ? undefined : Number(preferred);
};
