import type { z } from 'zod';
import { arnOf, attributeOf, type DeploymentTarget, nameProperties, physicalName, refOf } from './identity.ts';
import { inertTypes, runnableTypes } from './known-types.ts';
import type { Assembly, StackTemplate } from './read-assembly.ts';
import { conditionIsMet, resolve, type TemplateEnvironment } from './resolve.ts';

/** One resource of a template, its properties with every intrinsic function evaluated. */
export interface Resource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly name: string;
  readonly arn: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Finds resources by what they are. The runtime asks by type, never by name. */
export interface Resources {
  readonly all: readonly Resource[];
  ofType(...types: readonly string[]): readonly Resource[];
}

const known = (type: string): boolean => type in runnableTypes || type in inertTypes;

/** Whatever is not understood stops the start: running half a template would prove nothing. */
const refuseUnknown = (assembly: Assembly): void => {
  const unknown = assembly.stacks.flatMap(({ name, template }) =>
    Object.entries(template.Resources)
      .filter(([, { Type }]) => !known(Type))
      .map(([logicalId, { Type }]) => `${name}/${logicalId} is of type ${Type}`),
  );
  if (unknown.length > 0) throw new Error(`the runtime does not know these resources: ${unknown.join('; ')}`);
};

const surroundings = (
  stack: StackTemplate,
  place: DeploymentTarget,
  parameters: Readonly<Record<string, string>>,
  imported: (name: string) => unknown,
): TemplateEnvironment => {
  const { template, name } = stack;
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::AccountId': stack.account ?? place.account,
    'AWS::Region': stack.region ?? place.region,
    'AWS::Partition': 'aws',
    'AWS::StackName': name,
    'AWS::StackId': `arn:aws:cloudformation:${place.region}:${place.account}:stack/${name}/local`,
    'AWS::URLSuffix': 'amazonaws.com',
  };
  const identity = (logicalId: string): { type: string; stack: string; logicalId: string; name: string } => {
    const resource = template.Resources[logicalId];
    if (resource === undefined) throw new Error(`${name} refers to ${logicalId}, which it does not define`);
    const named = { type: resource.Type, stack: name, logicalId };
    return { ...named, name: physicalName(named, nameAmong(resource.Type, resource.Properties, around)) };
  };
  const around: TemplateEnvironment = {
    stack: name,
    template,
    parameter: (parameter) => {
      if (parameter in pseudo) return pseudo[parameter];
      if (!(parameter in template.Parameters)) return undefined;
      const value = parameters[parameter] ?? template.Parameters[parameter]?.Default;
      if (value === undefined) throw new Error(`${name} has the parameter ${parameter}, which nobody gave a value`);
      return String(value);
    },
    reference: (logicalId) => {
      const resource = identity(logicalId);
      return refOf(place, resource, resource.name);
    },
    attribute: (logicalId, attribute) => {
      const resource = identity(logicalId);
      const value = attributeOf(place, resource, resource.name, attribute);
      if (value === undefined) {
        throw new Error(`${name} asks ${resource.type} ${logicalId} for ${attribute}, which the runtime does not know`);
      }
      return value;
    },
    imported,
  };
  return around;
};

/** Only the name: resolving every property of a resource that somebody refers to could go in circles. */
const nameAmong = (
  type: string,
  properties: Readonly<Record<string, unknown>>,
  around: TemplateEnvironment,
): Record<string, unknown> => {
  const property = nameProperties[type];
  return property === undefined ? {} : { [property]: resolve(properties[property], around) };
};

/** Evaluates every resource that runs. `parameters` fill the templates' own, whichever stack has them. */
export const loadResources = (
  assembly: Assembly,
  place: DeploymentTarget,
  parameters: Readonly<Record<string, string>>,
): Resources => {
  refuseUnknown(assembly);
  const exported = new Map<string, () => unknown>();
  const imported = (name: string): unknown => {
    const value = exported.get(name);
    if (value === undefined) throw new Error(`no stack exports ${name}`);
    return value();
  };
  const all = assembly.stacks.flatMap((stack) => {
    const around = surroundings(stack, place, parameters, imported);
    for (const { Export, Value } of Object.values(stack.template.Outputs)) {
      if (Export !== undefined) exported.set(String(resolve(Export.Name, around)), () => resolve(Value, around));
    }
    return Object.entries(stack.template.Resources)
      .filter(([, { Condition }]) => Condition === undefined || conditionIsMet(Condition, around))
      .map(([logicalId, { Type, Properties }]) => ({ stack: stack.name, logicalId, type: Type, Properties, around }));
  });
  const resources = all
    .filter(({ type }) => type in runnableTypes)
    .map(({ Properties, around, ...rest }): Resource => {
      const properties = resolve(Properties, around) as Record<string, unknown>; // an object resolves to an object
      const name = physicalName(rest, properties);
      return { ...rest, name, arn: arnOf(place, rest, name), properties };
    });
  return { all: resources, ofType: (...types) => resources.filter(({ type }) => types.includes(type)) };
};

/** Reads a resource's properties by a schema; what it does not fit is an error that names the resource. */
export const propertiesOf = <Schema extends z.ZodType>(resource: Resource, schema: Schema): z.output<Schema> => {
  const parsed = schema.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw new Error(`${resource.stack}/${resource.logicalId} (${resource.type}) is not supported as it is: ${reasons}`);
};
