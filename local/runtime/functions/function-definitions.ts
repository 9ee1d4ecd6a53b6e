import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { propertiesOf, type Resource, type Resources } from '../assembly/resources.ts';

const FunctionProperties = z.looseObject({
  Role: z.string('a function needs a role'),
  Handler: z.string().regex(/^[^.]+\.[^.]+$/, 'the handler must be file.export'),
  Runtime: z.string().startsWith('nodejs', 'only Node.js functions run here'),
  Code: z.looseObject({ S3Key: z.string('the code must be an asset') }),
  Timeout: z.coerce.number().int().min(1).max(900).default(3),
  MemorySize: z.coerce.number().int().default(128),
  DeadLetterConfig: z.looseObject({ TargetArn: z.string() }).optional(),
  Environment: z.looseObject({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).optional(),
});

export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  readonly logicalId: string;
  readonly roleArn: string;
  readonly directory: string;
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  /** The dead-letter queue for asynchronous events that the function failed to process. */
  readonly deadLetterArn: string | undefined;
  readonly variables: Readonly<Record<string, string>>;
}

const definitionOf = (resource: Resource, assets: ReadonlyMap<string, string>): FunctionDefinition => {
  const properties = propertiesOf(resource, FunctionProperties);
  const directory = assets.get(properties.Code.S3Key);
  const file = `${properties.Handler.split('.')[0]}.mjs`;
  if (directory === undefined || !existsSync(join(directory, file))) {
    throw new Error(
      `${resource.stack}/${resource.logicalId} has no ${file} in its asset ${directory ?? properties.Code.S3Key}`,
    );
  }
  return {
    name: resource.name,
    arn: resource.arn,
    logicalId: resource.logicalId,
    roleArn: properties.Role,
    directory,
    handler: properties.Handler,
    timeoutSeconds: properties.Timeout,
    memoryMegabytes: properties.MemorySize,
    deadLetterArn: properties.DeadLetterConfig?.TargetArn,
    variables: properties.Environment?.Variables ?? {},
  };
};

/** Every function of the templates, with the folder of its bundle. */
export const functionDefinitions = (
  resources: Resources,
  assets: ReadonlyMap<string, string>,
): readonly FunctionDefinition[] =>
  resources.ofType('AWS::Lambda::Function').map((resource) => definitionOf(resource, assets));
