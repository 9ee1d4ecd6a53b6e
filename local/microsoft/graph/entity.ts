import type { GraphCall } from './graph-resource.ts';

/** Maps one kind of simulated object to the properties that Graph returns. */
export interface Entity<Item> {
  /** `microsoft.graph.user` */
  readonly type: string;
  readonly properties: Readonly<Record<string, (item: Item, call: GraphCall) => unknown>>;
  /** Properties returned without `$select`. Default: every property. */
  readonly defaults?: readonly string[];
  /** Properties returned whatever is selected. */
  readonly always?: readonly string[];
}

/** The first selected property that the type does not have. */
export const unknownProperty = <Item>(entity: Entity<Item>, names: readonly string[]): string | undefined =>
  names.find((name) => !Object.hasOwn(entity.properties, name));

export const unknownPropertyMessage = (name: string, type: string): string =>
  `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type '${type}'.`;

/** One object as Graph returns it, with the selected properties or the default ones. */
export const project = <Item>(entity: Entity<Item>, item: Item, call: GraphCall): Record<string, unknown> => {
  const chosen = call.query.select ?? entity.defaults ?? Object.keys(entity.properties);
  const names = new Set([...(entity.always ?? []), ...chosen]);
  return Object.fromEntries([...names].map((name) => [name, entity.properties[name]?.(item, call)]));
};
