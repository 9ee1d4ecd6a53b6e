type Json = Readonly<Record<string, unknown>>;
export type Components = unknown;

interface Comparison {
  readonly before: unknown;
  readonly after: unknown;
  /** A request may ask for less than before, an answer may hold more. */
  readonly side: 'request' | 'answer';
  readonly where: string;
  readonly componentsBefore: Components;
  readonly componentsAfter: Components;
  /** References that are being compared. */
  readonly within?: ReadonlySet<string>;
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const resolved = (schema: unknown, document: unknown): Json => {
  const reference = isObject(schema) ? schema['$ref'] : undefined;
  if (typeof reference !== 'string') return isObject(schema) ? extended(schema, document) : {};
  const target = reference
    .slice(2)
    .split('/')
    .reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), document);
  return isObject(target) ? extended(target, document) : {};
};

/** An object with its own fields and those of every schema that it extends. */
const extended = (schema: Json, document: unknown): Json => {
  const parts = listOf(schema['allOf']).map((part) => resolved(part, document));
  if (parts.length === 0) return schema;
  const fields = parts.map(({ properties }) => (isObject(properties) ? properties : {}));
  return {
    type: 'object',
    properties: Object.fromEntries(fields.flatMap((each) => Object.entries(each))),
    required: parts.flatMap(({ required }) => listOf(required)),
  };
};

const optionsOf = (schema: Json): readonly unknown[] => [...listOf(schema['anyOf']), ...listOf(schema['oneOf'])];

/**
 * What tells an option of a union from the others: its constant, the constant of a field, or its type. Objects without
 * a constant are told by their names.
 */
const optionKey = (option: unknown, document: unknown): string => {
  const schema = resolved(option, document);
  const fields = Object.entries(isObject(schema['properties']) ? schema['properties'] : {});
  const constant = fields.find(([, field]) => isObject(field) && ('const' in field || 'enum' in field));
  const isToldByName = fields.length > 0 && constant === undefined && isObject(option);
  return JSON.stringify([
    schema['const'],
    schema['type'],
    constant?.[0],
    isObject(constant?.[1]) ? constant[1]['const'] : null,
    isToldByName ? option['$ref'] : null,
  ]);
};

const kindsOf = (schema: Json): readonly string[] => {
  const type = schema['type'];
  if (typeof type === 'string') return [type];
  return listOf(type).map(String);
};

const valuesOf = (schema: Json): readonly string[] | undefined =>
  'const' in schema
    ? [JSON.stringify(schema['const'])]
    : Array.isArray(schema['enum'])
      ? schema['enum'].map((value) => JSON.stringify(value))
      : undefined;

/** Words in the first that are not in the second. */
const without = (some: readonly string[], others: readonly string[]): readonly string[] =>
  some.filter((each) => !others.includes(each));

const breaksOfValues = (was: Json, is: Json, { side, where }: Comparison): string[] => {
  const [before, after] = [valuesOf(was), valuesOf(is)];
  const kinds = side === 'request' ? without(kindsOf(was), kindsOf(is)) : without(kindsOf(is), kindsOf(was));
  const limits = (['maxLength', 'maximum', 'maxItems'] as const).filter((limit) => {
    const [old, now] = [was[limit], is[limit]];
    return side === 'request' && typeof now === 'number' && (typeof old !== 'number' || now < old);
  });
  const lost =
    side === 'request' && after !== undefined ? (before === undefined ? ['other values'] : without(before, after)) : [];
  return [
    ...(kindsOf(was).length > 0 && kindsOf(is).length > 0
      ? kinds.map((kind) => `${where} ${side === 'request' ? 'is no longer' : 'may be'} ${kind}`)
      : []),
    ...limits.map((limit) => `${where} has a lower ${limit}`),
    ...lost.map((value) => `${where} no longer takes ${value}`),
  ];
};

const breaksOfFields = (was: Json, is: Json, comparison: Comparison): string[] => {
  const { side, where } = comparison;
  const before = isObject(was['properties']) ? was['properties'] : {};
  const after = isObject(is['properties']) ? is['properties'] : {};
  const [demandedBefore, demandedAfter] = [listOf(was['required']).map(String), listOf(is['required']).map(String)];
  const removed = without(Object.keys(before), Object.keys(after)).map((name) => `${where}.${name} is removed`);
  const demanded = side === 'request' ? without(demandedAfter, demandedBefore) : [];
  const optional = side === 'answer' ? without(demandedBefore, demandedAfter).filter((name) => name in after) : [];
  const inner = Object.entries(before).flatMap(([name, field]) =>
    name in after
      ? breaksOfSchema({ ...comparison, before: field, after: after[name], where: `${where}.${name}` })
      : [],
  );
  return [
    ...removed,
    ...demanded.map((name) => `${where}.${name} is demanded`),
    ...optional.map((name) => `${where}.${name} may be absent`),
    ...inner,
  ];
};

const breaksOfOptions = (was: Json, is: Json, comparison: Comparison): string[] => {
  const { side, where, componentsBefore, componentsAfter } = comparison;
  const before = new Map(optionsOf(was).map((option) => [optionKey(option, componentsBefore), option]));
  const after = new Map(optionsOf(is).map((option) => [optionKey(option, componentsAfter), option]));
  if (before.size === 0 || after.size === 0) return [];
  const changed =
    side === 'request'
      ? without([...before.keys()], [...after.keys()])
      : without([...after.keys()], [...before.keys()]);
  const inner = [...before].flatMap(([key, option]) =>
    after.has(key) ? breaksOfSchema({ ...comparison, before: option, after: after.get(key) }) : [],
  );
  return [...changed.map((key) => `${where} ${side === 'request' ? 'no longer takes' : 'may be'} ${key}`), ...inner];
};

/** What a client that knows the schema before would notice of the one after: one sentence for each. */
export const breaksOfSchema = (comparison: Comparison): string[] => {
  const { before, after, componentsBefore, componentsAfter, within = new Set<string>() } = comparison;
  const reference = isObject(before) && typeof before['$ref'] === 'string' ? before['$ref'] : undefined;
  if (reference !== undefined && within.has(reference)) return [];
  const inner: Comparison =
    reference === undefined ? comparison : { ...comparison, within: new Set([...within, reference]) };
  const [was, is] = [resolved(before, componentsBefore), resolved(after, componentsAfter)];
  const items =
    isObject(was['items']) && isObject(is['items'])
      ? breaksOfSchema({ ...inner, before: was['items'], after: is['items'], where: `${inner.where}[]` })
      : [];
  return [
    ...breaksOfValues(was, is, inner),
    ...breaksOfFields(was, is, inner),
    ...breaksOfOptions(was, is, inner),
    ...items,
  ];
};
