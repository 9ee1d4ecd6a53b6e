import type { z } from 'zod';
import { arnOf, attributeOf, type DeploymentTarget, nameProperties, physicalName, refOf } from './identity.ts';
import { inertTypes, policyTypes, runnableTypes } from './known-types.ts';
import type { Assembly, StackTemplate } from './read-assembly.ts';
import { conditionIsMet, resolve, type TemplateEnvironment } from './resolve.ts';

/**
 * One resource of a template, its properties with every intrinsic function evaluated when they are first read: those of
 * a type without an effect here may use what the runtime does not know.
 */
export interface Resource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly name: string;
  readonly arn: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The resources of all stacks. The runtime finds them by type, never by name. */
export interface Resources {
  readonly all: readonly Resource[];
  ofType(...types: readonly string[]): readonly Resource[];
}

const known = (type: string): boolean => [runnableTypes, policyTypes, inertTypes].some((types) => type in types);

/** Refuses templates with unknown types: running a part of a template would prove nothing. */
const refuseUnknown = (assembly: Assembly): void => {
  const unknown = assembly.stacks.flatMap(({ name, template }) =>
    Object.entries(template.Resources)
      .filter(([, { Type }]) => !known(Type))
      .map(([logicalId, { Type }]) => `${name}/${logicalId} is of type ${Type}`),
  );
  if (unknown.length > 0) throw new Error(`the runtime does not know these resources: ${unknown.join('; ')}`);
};

const templateEnvironment = (
  stack: StackTemplate,
  deployment: DeploymentTarget,
  parameters: Readonly<Record<string, string>>,
  imported: (name: string) => unknown,
): TemplateEnvironment => {
  const { template, name } = stack;
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::AccountId': stack.account ?? deployment.account,
    'AWS::Region': stack.region ?? deployment.region,
    'AWS::Partition': 'aws',
    'AWS::StackName': name,
    'AWS::StackId': `arn:aws:cloudformation:${deployment.region}:${deployment.account}:stack/${name}/local`,
    'AWS::URLSuffix': 'amazonaws.com',
  };
  const identity = (logicalId: string): { type: string; stack: string; logicalId: string; name: string } => {
    const resource = template.Resources[logicalId];
    if (resource === undefined) throw new Error(`${name} refers to ${logicalId}, which it does not define`);
    const named = { type: resource.Type, stack: name, logicalId };
    return { ...named, name: physicalName(named, nameAmong(resource.Type, resource.Properties, environment)) };
  };
  const environment: TemplateEnvironment = {
    stack: name,
    template,
    parameter: (parameter) => {
      if (parameter in pseudo) return pseudo[parameter];
      if (!(parameter in template.Parameters)) return undefined;
      const value = parameters[parameter] ?? template.Parameters[parameter]?.Default;
      if (value === undefined) throw new Error(`${name} has the parameter ${parameter}, which has no value`);
      return String(value);
    },
    reference: (logicalId) => {
      const resource = identity(logicalId);
      return refOf(deployment, resource, resource.name);
    },
    attribute: (logicalId, attribute) => {
      const resource = identity(logicalId);
      const value = attributeOf(deployment, resource, resource.name, attribute);
      if (value === undefined) {
        throw new Error(`${name} asks ${resource.type} ${logicalId} for ${attribute}, which the runtime does not know`);
      }
      return value;
    },
    imported,
  };
  return environment;
};

/** Resolves the name only. Resolving all properties of a referenced resource could be circular. */
const nameAmong = (
  type: string,
  properties: Readonly<Record<string, unknown>>,
  environment: TemplateEnvironment,
): Record<string, unknown> => {
  const property = nameProperties[type];
  return property === undefined ? {} : { [property]: resolve(properties[property], environment) };
};

/** Resolves every resource that the runtime implements. `parameters` are values for the parameters of all stacks. */
export const loadResources = (
  assembly: Assembly,
  deployment: DeploymentTarget,
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
    const environment = templateEnvironment(stack, deployment, parameters, imported);
    for (const { Export, Value } of Object.values(stack.template.Outputs)) {
      if (Export !== undefined)
        exported.set(String(resolve(Export.Name, environment)), () => resolve(Value, environment));
    }
    return Object.entries(stack.template.Resources)
      .filter(([, { Condition }]) => Condition === undefined || conditionIsMet(Condition, environment))
      .map(([logicalId, { Type, Properties }]) => ({
        stack: stack.name,
        logicalId,
        type: Type,
        Properties,
        environment,
      }));
  });
  const resources = all.map(({ Properties, environment, ...rest }): Resource => {
    const name = physicalName(rest, nameAmong(rest.type, Properties, environment));
    let properties: Record<string, unknown> | undefined;
    return {
      ...rest,
      name,
      arn: arnOf(deployment, rest, name),
      get properties() {
        properties ??= resolve(Properties, environment) as Record<string, unknown>; // an object resolves to an object
        return properties;
      },
    };
  });
  return { all: resources, ofType: (...types) => resources.filter(({ type }) => types.includes(type)) };
};

/** Parses the properties of a resource. The error names the resource. */
export const propertiesOf = <Schema extends z.ZodType>(resource: Resource, schema: Schema): z.output<Schema> => {
  const parsed = schema.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw new Error(`${resource.stack}/${resource.logicalId} (${resource.type}) is not supported: ${reasons}`);
};
