import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const Manifest = z.looseObject({
  artifacts: z.record(
    z.string(),
    z.looseObject({
      type: z.string(),
      environment: z.string().optional(),
      displayName: z.string().optional(),
      dependencies: z.array(z.string()).optional(),
      properties: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

export const Template = z.looseObject({
  Parameters: z
    .record(z.string(), z.looseObject({ Type: z.string(), Default: z.union([z.string(), z.number()]).optional() }))
    .default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Resources: z
    .record(
      z.string(),
      z.looseObject({
        Type: z.string(),
        Properties: z.record(z.string(), z.unknown()).default({}),
        Condition: z.string().optional(),
      }),
    )
    .default({}),
  Outputs: z
    .record(
      z.string(),
      z.looseObject({
        Value: z.unknown(),
        Export: z.looseObject({ Name: z.unknown() }).optional(),
        Condition: z.string().optional(),
      }),
    )
    .default({}),
});
export type Template = z.output<typeof Template>;

const AssetManifest = z.looseObject({
  files: z
    .record(
      z.string(),
      z.looseObject({
        source: z.looseObject({ path: z.string().optional(), packaging: z.string().optional() }),
        destinations: z.record(z.string(), z.looseObject({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

export interface StackTemplate {
  readonly name: string;
  readonly template: Template;
  readonly region: string | undefined;
  readonly account: string | undefined;
}

export interface Assembly {
  readonly stacks: readonly StackTemplate[];
  /** Paths of assets by the object key under which they would be uploaded. */
  readonly assets: ReadonlyMap<string, string>;
}

const parseJson = <Schema extends z.ZodType>(path: string, schema: Schema): z.output<Schema> => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Error(`${path} does not exist: is this the folder of a cloud assembly?`, { cause });
  }
  const parsed = schema.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`${path} does not fit a cloud assembly: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
};

/** Parses `aws://account/region`. A stack that is not bound to one has `unknown-account` or `unknown-region`. */
const boundTo = (environment: string | undefined): { account: string | undefined; region: string | undefined } => {
  const [account, region] = environment?.replace('aws://', '').split('/') ?? [];
  const known = (part: string | undefined): string | undefined => (part?.startsWith('unknown') ? undefined : part);
  return { account: known(account), region: known(region) };
};

const readAssets = (directory: string, file: string, assets: Map<string, string>): void => {
  for (const { source, destinations } of Object.values(parseJson(join(directory, file), AssetManifest).files)) {
    if (source.path === undefined) continue;
    for (const { objectKey } of Object.values(destinations)) assets.set(objectKey, resolve(directory, source.path));
  }
};

/** Reads a cloud assembly with its templates and assets, including the nested assemblies of stages. */
export const readAssembly = (directory: string): Assembly => {
  const stacks: StackTemplate[] = [];
  const assets = new Map<string, string>();
  const { artifacts } = parseJson(join(directory, 'manifest.json'), Manifest);
  for (const [id, { type, properties = {}, environment, displayName }] of Object.entries(artifacts)) {
    if (type === 'cdk:asset-manifest') readAssets(directory, String(properties['file']), assets);
    if (type === 'cdk:cloud-assembly') {
      const nested = readAssembly(join(directory, String(properties['directoryName'])));
      stacks.push(...nested.stacks);
      for (const [key, path] of nested.assets) assets.set(key, path);
    }
    if (type === 'aws:cloudformation:stack') {
      const template = parseJson(join(directory, String(properties['templateFile'])), Template);
      const name = typeof properties['stackName'] === 'string' ? properties['stackName'] : (displayName ?? id);
      stacks.push({ name, template, ...boundTo(environment) });
    }
  }
  if (stacks.length === 0) throw new Error(`${directory} contains no stack`);
  return { stacks, assets };
};
