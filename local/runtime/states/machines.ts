import { z } from 'zod';
import { propertiesOf, type Resource, type Resources } from '../assembly/resources.ts';
import { Definition } from './definition.ts';
import { validateDefinition } from './validate-definition.ts';

const MachineProperties = z.looseObject({
  StateMachineType: z.enum(['STANDARD', 'EXPRESS']).default('STANDARD'),
  DefinitionString: z.string().optional(),
  Definition: z.record(z.string(), z.unknown()).optional(),
  DefinitionSubstitutions: z.record(z.string(), z.coerce.string()).default({}),
  RoleArn: z.string().default('arn:aws:iam::000000000000:role/none'),
  DefinitionS3Location: z.undefined('the definition must be in the template').optional(),
});

export interface Machine {
  readonly name: string;
  readonly arn: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly definition: Definition;
  readonly roleArn: string;
}

const machineOf = (resource: Resource): Machine => {
  const properties = propertiesOf(resource, MachineProperties);
  const written = properties.DefinitionString ?? JSON.stringify(properties.Definition);
  const where = `${resource.stack}/${resource.logicalId}`;
  if (written === undefined) throw new Error(`${where} has no definition`);
  const text = written.replace(/\$\{([A-Za-z0-9]+)\}/g, (placeholder, name: string) => {
    const value = properties.DefinitionSubstitutions[name];
    if (value === undefined)
      throw new Error(`${where} uses ${placeholder} in its definition without a substitution for it`);
    return JSON.stringify(value).slice(1, -1);
  });
  const definition = Definition.parse(JSON.parse(text));
  validateDefinition(definition, where);
  return {
    name: resource.name,
    arn: resource.arn,
    type: properties.StateMachineType,
    definition,
    roleArn: properties.RoleArn,
  };
};

/** Every state machine of the templates, validated for this runtime. */
export const machinesOf = (resources: Resources): readonly Machine[] =>
  resources.ofType('AWS::StepFunctions::StateMachine').map(machineOf);
