import { z } from 'zod';

const Schema = z.looseObject({
  $ref: z.string().optional(),
  type: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).default({}),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).default([]),
  oneOf: z.array(z.unknown()).default([]),
});

const Parameter = z.object({ in: z.string(), name: z.string(), schema: z.unknown() });

const Described = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        parameters: z.array(z.union([Parameter, z.object({ $ref: z.string() })])).default([]),
        requestBody: z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })) }).optional(),
      }),
    ),
  ),
  components: z.object({
    schemas: z.record(z.string(), z.unknown()),
    parameters: z.record(z.string(), Parameter).default({}),
  }),
});

const rules = ['enum', 'const', 'format', 'pattern', 'minLength', 'maxLength'];

/** The texts of requests in an OpenAPI document that may be anything, although the API refuses some values. */
export const textsWithoutRule = (document: unknown): readonly string[] => {
  const { paths, components } = Described.parse(document);
  const within = (value: unknown, where: string): string[] => {
    const schema = Schema.safeParse(value).data;
    if (schema === undefined) return [];
    const name = schema.$ref?.split('/').at(-1);
    if (name !== undefined) return within(components.schemas[name], where);
    const isText = [schema.type].flat().includes('string');
    const isOpen = isText && !rules.some((rule) => rule in schema);
    return [
      ...(isOpen ? [where] : []),
      ...[...schema.anyOf, ...schema.oneOf].flatMap((option) => within(option, where)),
      ...Object.entries(schema.properties).flatMap(([key, inner]) => within(inner, `${where}/${key}`)),
      ...within(schema.items, `${where}/*`),
    ];
  };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { parameters, requestBody }]) => [
      ...parameters
        .flatMap((each) => ('name' in each ? each : (components.parameters[each.$ref.split('/').at(-1) ?? ''] ?? [])))
        // Microsoft writes the query of its callback, and an ETag is whatever we sent.
        .filter((parameter) => parameter.name !== 'If-None-Match' && path !== '/v1/consent/callback')
        .flatMap((parameter) => within(parameter.schema, `${method} ${path} ${parameter.in} ${parameter.name}`)),
      ...within(requestBody?.content['application/json']?.schema, `${method} ${path} body`),
    ]),
  );
};
