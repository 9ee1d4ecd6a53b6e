import type { z } from 'zod';
import { contentText } from '#shared/kernel/content.ts';
import { jsonSchemaOf, type NamedSchemas } from './openapi-schemas.ts';
import { parameterDescriptions } from './parameter-descriptions.ts';

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly [field: string]: unknown;
}
export type ParameterOrReference = Parameter | { readonly $ref: string };

/** The parameters of a path or a query, each with its description beside its schema. */
export const parametersOf = (
  schema: z.ZodObject | undefined,
  location: 'path' | 'query' | 'header',
  named: NamedSchemas,
): Parameter[] => {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = jsonSchemaOf(schema, 'request', named, { withoutDescriptions: true });
  return Object.entries(properties).map(([name, property]) => {
    const { description = parameterDescriptions[name], ...rest } = typeof property === 'object' ? property : {};
    return {
      name,
      in: location,
      required: location === 'path' || required.includes(name),
      description,
      schema: rest,
      // Several values are one parameter, separated by commas.
      ...(rest.type === 'array' ? { style: 'form', explode: false } : {}),
    };
  });
};

const componentName = ({ name }: Parameter): string =>
  name
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');

/**
 * The parameters that several operations have, by the name of the component that they become. Of different parameters
 * with one name, the one that most operations have gets it.
 */
export const sharedParameters = (parameters: readonly Parameter[]): Readonly<Record<string, Parameter>> => {
  const groups = [...Map.groupBy(parameters, contentText).values()].filter((same) => same.length > 1);
  const shared: Record<string, Parameter> = {};
  for (const [parameter] of groups.toSorted((one, other) => other.length - one.length)) {
    if (parameter !== undefined) shared[componentName(parameter)] ??= parameter;
  }
  return shared;
};

/** A parameter, or a reference to the component that is the same. */
export const parameterOrReference = (
  parameter: Parameter,
  shared: Readonly<Record<string, Parameter>>,
): ParameterOrReference => {
  const name = componentName(parameter);
  const isShared = shared[name] !== undefined && contentText(shared[name]) === contentText(parameter);
  return isShared ? { $ref: `#/components/parameters/${name}` } : parameter;
};
