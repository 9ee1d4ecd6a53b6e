import { z } from 'zod';

/** The keywords of JSON Schema that the requests of the contract use. */
export interface JsonSchema {
  readonly $ref?: string | undefined;
  readonly type?: string | readonly string[] | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[] | undefined;
  readonly oneOf?: readonly JsonSchema[] | undefined;
  readonly not?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: boolean | JsonSchema | undefined;
  readonly items?: JsonSchema | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly pattern?: string | undefined;
  readonly format?: string | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}

export const JsonSchema: z.ZodType<JsonSchema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    anyOf: z.array(JsonSchema).optional(),
    oneOf: z.array(JsonSchema).optional(),
    not: z.unknown().optional(),
    properties: z.record(z.string(), JsonSchema).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([z.boolean(), JsonSchema]).optional(),
    items: JsonSchema.optional(),
    minItems: z.number().optional(),
    maxItems: z.number().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    pattern: z.string().optional(),
    format: z.string().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
  }),
);

const Parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean().default(false),
  schema: JsonSchema,
});
export type Parameter = z.output<typeof Parameter>;

const Response = z.object({
  headers: z.record(z.string(), z.unknown()).default({}),
  content: z.record(z.string(), z.unknown()).default({}),
});

const RequestBody = z.object({ content: z.record(z.string(), z.object({ schema: JsonSchema })) });

const Operation = z.object({
  operationId: z.string(),
  description: z.string(),
  'x-ability': z.string().optional(),
  parameters: z.array(z.unknown()).default([]),
  requestBody: RequestBody.optional(),
  responses: z.record(z.string(), z.unknown()),
});

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type HttpMethod = (typeof methods)[number];

export const OpenApiDocument = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.looseObject({}),
});
export type OpenApiDocument = z.output<typeof OpenApiDocument>;

export interface DocumentedResponse {
  readonly headers: readonly string[];
  /** The JSON pointer to the schema of each media type. */
  readonly schemas: ReadonlyMap<string, string>;
}

/** An operation as the document describes it, with its references resolved. */
export interface ApiOperation {
  readonly id: string;
  readonly method: HttpMethod;
  /** `/v1/customers/{customerId}` */
  readonly path: string;
  /** Undefined where no sign-in is needed. */
  readonly ability: string | undefined;
  /** The roles that may use it, as its description names them. */
  readonly roles: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly bodies: ReadonlyMap<string, JsonSchema>;
  readonly responses: ReadonlyMap<number, DocumentedResponse>;
}

const escaped = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');
const pointerTo = (...parts: readonly string[]): string => parts.map((part) => `/${escaped(part)}`).join('');

/** What a JSON pointer of the document points to. */
export const valueAt = (document: OpenApiDocument, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (at, part) => (typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined),
      document,
    );

const Reference = z.object({ $ref: z.string().startsWith('#/') });

/** Follows a reference. Returns the value with the pointer to it. */
const resolved = (
  document: OpenApiDocument,
  pointer: string,
): { readonly value: unknown; readonly pointer: string } => {
  const value = valueAt(document, pointer);
  const reference = Reference.safeParse(value);
  return reference.success ? resolved(document, reference.data.$ref.slice(1)) : { value, pointer };
};

const responseAt = (document: OpenApiDocument, given: string): DocumentedResponse => {
  const { value, pointer } = resolved(document, given);
  const { headers, content } = Response.parse(value);
  const schemas = Object.keys(content).map(
    (mediaType) => [mediaType, `${pointer}${pointerTo('content', mediaType, 'schema')}`] as const,
  );
  return { headers: Object.keys(headers).map((name) => name.toLowerCase()), schemas: new Map(schemas) };
};

const rolesIn = (description: string): readonly string[] =>
  /For the roles? ([a-z, ]+)\.$/.exec(description)?.[1]?.split(', ') ?? [];

/** Every operation of the document. */
export const operationsOf = (document: OpenApiDocument): readonly ApiOperation[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const given = item[method.toLowerCase()];
      if (given === undefined) return [];
      const operation = Operation.parse(given);
      const at = pointerTo('paths', path, method.toLowerCase());
      const statuses = Object.keys(operation.responses);
      return [
        {
          id: operation.operationId,
          method,
          path,
          ability: operation['x-ability'],
          roles: rolesIn(operation.description),
          parameters: operation.parameters.map((_parameter, index) =>
            Parameter.parse(resolved(document, `${at}/parameters/${index}`).value),
          ),
          bodies: new Map(
            Object.entries(operation.requestBody?.content ?? {}).map(([type, { schema }]) => [type, schema]),
          ),
          responses: new Map(
            statuses.map((status) => [Number(status), responseAt(document, `${at}${pointerTo('responses', status)}`)]),
          ),
        },
      ];
    }),
  );
