import type { GraphCall } from './graph-resource.ts';

/** How one kind of thing is worded: each property from what is so. */
export interface Entity<Item> {
  /** `microsoft.graph.user` */
  readonly type: string;
  readonly properties: Readonly<Record<string, (item: Item, call: GraphCall) => unknown>>;
  /** What comes without `$select`. Default: every property. */
  readonly defaults?: readonly string[];
  /** What comes whatever is selected. */
  readonly always?: readonly string[];
}

/** The selected property that the type does not have, if any. */
export const unknownProperty = <Item>(entity: Entity<Item>, names: readonly string[]): string | undefined =>
  names.find((name) => !Object.hasOwn(entity.properties, name));

export const unknownPropertyMessage = (name: string, type: string): string =>
  `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type '${type}'.`;

/** One item as Graph words it, with the selected properties or the default ones. */
export const project = <Item>(entity: Entity<Item>, item: Item, call: GraphCall): Record<string, unknown> => {
  const chosen = call.query.select ?? entity.defaults ?? Object.keys(entity.properties);
  const names = new Set([...(entity.always ?? []), ...chosen]);
  return Object.fromEntries([...names].map((name) => [name, entity.properties[name]?.(item, call)]));
};
