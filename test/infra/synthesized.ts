import { AwsSolutionsChecks } from 'cdk-nag';
import type { Parts } from '#infra/discover.ts';
import { type StageSettings, settingsOf } from '#infra/settings.ts';
import { type Resource, synthesizeInMemory } from '#infra/synthesize-in-memory.ts';

/** Resources of one stage by stack and logical id, the stack's short name in front: `sync/Machine…`. */
export interface Synthesized {
  readonly parts: Parts;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly outputs: ReadonlyMap<string, unknown>;
  readonly templates: ReadonlyMap<string, object>;
  ofType(type: string): [string, Resource][];
  /** What cdk-nag finds and nobody accepted. */
  readonly violations: readonly string[];
}

const made = new Map<string, Promise<Synthesized>>();

/** One stage in memory, with empty bundles, which the templates do not contain. Synthesized once for equal settings. */
export const synthesize = (stage: string, changed: Partial<StageSettings> = {}): Promise<Synthesized> => {
  const key = JSON.stringify([stage, changed]);
  const stack = made.get(key) ?? build(stage, changed);
  made.set(key, stack);
  return stack;
};

const build = async (stage: string, changed: Partial<StageSettings>): Promise<Synthesized> => {
  const { app, parts, resources, outputs, templates } = await synthesizeInMemory({ ...settingsOf(stage), ...changed });
  const { violations } = new AwsSolutionsChecks(app).validateScope(app);
  return {
    parts,
    resources,
    outputs,
    templates,
    ofType: (type) => [...resources].filter(([, resource]) => resource.Type === type),
    violations: violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
    ),
  };
};

/** A value of a template as text: what CloudFormation fills in stands in angle brackets. */
export const plain = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries: [string, unknown][] = Object.entries(value);
  const [name, argument] = entries[0] ?? ['', undefined];
  if (name === 'Ref') return `<${String(argument)}>`;
  if (name === 'Fn::GetAtt' && Array.isArray(argument)) return `<${argument.join('.')}>`;
  if (name === 'Fn::Join' && Array.isArray(argument) && Array.isArray(argument[1]))
    return argument[1].map(plain).join(String(argument[0]));
  return JSON.stringify(value);
};
