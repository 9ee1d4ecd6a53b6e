import { z } from 'zod';
import { type Ability, isAllowed } from '#shared/access/abilities.ts';
import type { ApiRequest, Operation } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { ToolDeps } from '../deps.ts';

/** What a tool reads with. */
export interface ToolContext {
  readonly caller: MemberScope;
  readonly requestId: string;
  readonly origin: string;
  /** The customer that the argument `customer` names; undefined where it was not given. */
  readonly customer: Customer | undefined;
  readonly deps: ToolDeps;
}

/** Wrong arguments that only the stored data can show, such as the name of a customer that two customers match. */
export class ToolRefusal extends Error {
  readonly code: string;
  readonly more: object;

  constructor(code: string, message: string, more: object = {}) {
    super(message);
    this.code = code;
    this.more = more;
  }
}

type Content = Readonly<Record<string, unknown>>;

export interface ToolResult {
  readonly isError: boolean;
  readonly content: Content;
}

interface JsonObjectSchema {
  readonly type: 'object';
  readonly [key: string]: unknown;
}

/** A tool as the server lists it. https://modelcontextprotocol.io/specification/2026-07-28/server/tools */
interface ToolListing {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: JsonObjectSchema;
  readonly outputSchema: JsonObjectSchema;
  readonly annotations: Readonly<Record<string, boolean>>;
}

/** A declared tool. Only `defineTool` makes one. */
export interface Tool {
  readonly name: string;
  readonly reads: 'posture' | 'communications';
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  readonly listing: ToolListing;
  isFor(caller: MemberScope): boolean;
  /** Takes the parsed arguments. The result fits `output`. */
  run(values: Content, context: ToolContext): Promise<Content>;
}

interface Declared<Input extends z.ZodObject, Output extends z.ZodObject> {
  /** Lower case with underscores, as assistants know it. */
  readonly name: string;
  readonly title: string;
  /** What it answers and when to use it, in plain words. */
  readonly description: string;
  readonly ability: Ability;
  /** A `z.strictObject`. An argument named `customer` is resolved before the tool runs. */
  readonly input: Input;
  readonly output: Output;
  /** Default: `posture`. Every call of a tool that reads communications is audited. */
  readonly reads?: Tool['reads'];
  run(values: z.output<Input>, context: ToolContext): Promise<z.input<Output>>;
}

/** Every schema stands where it is used: few clients follow references. */
const jsonSchemaOf = (schema: z.ZodObject, io: 'input' | 'output'): JsonObjectSchema => {
  const { $schema: _dialect, ...made } = z.toJSONSchema(schema, { io, reused: 'inline', unrepresentable: 'any' });
  return { ...made, type: 'object' };
};

const annotations = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };

/** Declares a tool: one schema gives the validation, the types and the listing. */
export const defineTool = <Input extends z.ZodObject, Output extends z.ZodObject>(
  declared: Declared<Input, Output>,
): Tool => {
  const { name, title, description, ability, input, output, reads = 'posture', run } = declared;
  let listing: ToolListing | undefined;
  return {
    name,
    reads,
    input,
    output,
    get listing() {
      listing ??= {
        name,
        title,
        description,
        inputSchema: jsonSchemaOf(input, 'input'),
        outputSchema: jsonSchemaOf(output, 'output'),
        annotations,
      };
      return listing;
    },
    isFor: (caller) => isAllowed(caller, ability),
    run: async (values, context) =>
      // `runTool` passes what this `input` parsed. The type of the registry cannot say it for each tool.
      output.parse(await run(values as z.output<Input>, context)),
  };
};

/** The request of a use case of the API, as the handler of its route would pass it. */
export const requestOf = <Params, Query>(
  { caller, requestId, origin }: ToolContext,
  params: Params,
  query: Query,
): Pick<ApiRequest<Operation, MemberScope>, 'caller' | 'requestId' | 'origin'> & {
  readonly params: Params;
  readonly query: Query;
  readonly body: undefined;
} => ({ caller, params, query, body: undefined, requestId, origin });
