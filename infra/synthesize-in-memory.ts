import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { cdkContext } from './cdk-context.ts';
import { discover, type Parts } from './discover.ts';
import type { StageSettings } from './settings.ts';
import { buildStage } from './stage.ts';

export interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly DependsOn?: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of any shape; its readers know the part they use
  readonly Properties: any;
}

interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

export interface InMemory {
  readonly app: App;
  readonly parts: Parts;
  /** Resources by the stack's short name and the logical id: `sync/Machine…`. */
  readonly resources: ReadonlyMap<string, Resource>;
  /** Outputs by the stack's short name and the logical id: `api/ApiUrl`. */
  readonly outputs: ReadonlyMap<string, unknown>;
  /** The templates by the name of their stack. */
  readonly templates: ReadonlyMap<string, object>;
}

/** Synthesizes one stage with empty bundles. The templates do not depend on the content of the bundles. */
export const synthesizeInMemory = async (settings: StageSettings): Promise<InMemory> => {
  const outdir = mkdtempSync(join(tmpdir(), 'vectis-synth-'));
  try {
    const parts = await discover();
    const app = new App({ outdir, analyticsReporting: false, context: { ...cdkContext } });
    const codeOf = () => Code.fromInline('export const handler = () => {}');
    const stacks = buildStage(app, { settings, parts, codeOf });
    const assembly = app.synth();
    const resources = new Map<string, Resource>();
    const outputs = new Map<string, unknown>();
    const templates = new Map<string, object>();
    for (const { stackName } of stacks) {
      const template: Template = assembly.getStackByName(stackName).template;
      templates.set(stackName, template);
      const short = stackName.replace(`vectis-${settings.stage}-`, '');
      for (const [id, resource] of Object.entries(template.Resources ?? {})) resources.set(`${short}/${id}`, resource);
      for (const [id, { Value }] of Object.entries(template.Outputs ?? {})) outputs.set(`${short}/${id}`, Value);
    }
    return { app, parts, resources, outputs, templates };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
};
