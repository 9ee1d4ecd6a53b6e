/** The OData options of one request, parsed but not validated: each resource accepts its own. */
export interface Query {
  readonly select: readonly string[] | undefined;
  readonly filter: string | undefined;
  readonly orderby: readonly { readonly property: string; readonly descending: boolean }[];
  readonly expand: string | undefined;
  readonly top: number | undefined;
  readonly skip: number | undefined;
  readonly count: boolean;
  readonly skiptoken: string | undefined;
  /** All options in their order, for next links and for options of a single resource (`startDateTime`). */
  readonly raw: URLSearchParams;
}

const listOf = (text: string | null): string[] | undefined => text?.split(',').map((part) => part.trim());

const orderOf = (text: string | null): Query['orderby'] =>
  (listOf(text) ?? []).map((part) => {
    const [property = '', direction = 'asc'] = part.split(/\s+/);
    return { property, descending: direction.toLowerCase() === 'desc' };
  });

const numberOf = (text: string | null): number | undefined => (text === null ? undefined : Number(text));

export const parseQuery = (raw: URLSearchParams): Query => ({
  select: listOf(raw.get('$select')),
  filter: raw.get('$filter') ?? undefined,
  orderby: orderOf(raw.get('$orderby')),
  expand: raw.get('$expand') ?? undefined,
  top: numberOf(raw.get('$top')),
  skip: numberOf(raw.get('$skip')),
  count: raw.get('$count') === 'true',
  skiptoken: raw.get('$skiptoken') ?? undefined,
  raw,
});

/** Names of the options that begin with a dollar sign. */
export const optionsOf = (query: Query): string[] => [...query.raw.keys()].filter((name) => name.startsWith('$'));
