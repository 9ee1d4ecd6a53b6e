import type { Parts } from '#infra/discover.ts';
import { namesOf } from '#infra/names.ts';
import { Template } from '#local/runtime/assembly/read-assembly.ts';
import { loadResources, type Resource, type Resources } from '#local/runtime/assembly/resources.ts';
import { type PolicyIndex, policyIndex } from '#local/runtime/iam/policy-index.ts';
import { surfaceContract } from '#shared/collecting/surface-contract.ts';
import type { Access } from '#shared/contract/function-contract.ts';
import { surfaces } from '#shared/surfaces/index.ts';

export const account = '111122223333';
export const region = 'eu-west-1';

/** A stage as the edges are found in it. */
export interface StageResources {
  readonly resources: Resources;
  readonly policies: PolicyIndex;
  /** What the contract of a function declares, by the name of the function. */
  readonly accessOf: ReadonlyMap<string, Access>;
  /** The resource with that ARN. Throws for a resource that is not in the templates. */
  named(arn: string): Resource;
}

const accessByFunction = (stage: string, parts: Parts): ReadonlyMap<string, Access> => {
  const names = namesOf(stage);
  return new Map<string, Access>([
    ...surfaces.map(({ id }): [string, Access] => [names.surfaceFunction(id), surfaceContract.access]),
    ...[...parts.sync, ...parts.api, ...parts.operations].map(({ group, name, contract }): [string, Access] => [
      names.function(group, name),
      contract.access,
    ]),
  ]);
};

/** The resources of a stage, resolved for an account and region that stand for any. */
export const stageResources = (stage: string, parts: Parts, templates: ReadonlyMap<string, object>): StageResources => {
  const stacks = [...templates].map(([name, template]) => ({
    name,
    template: Template.parse(template),
    region: undefined,
    account: undefined,
  }));
  const deployment = { account, region, apiOrigin: () => `https://api.execute-api.${region}.amazonaws.com` };
  const resources = loadResources({ stacks, assets: new Map() }, deployment, {});
  const byArn = new Map(resources.all.map((resource) => [resource.arn, resource]));
  return {
    resources,
    policies: policyIndex(resources),
    accessOf: accessByFunction(stage, parts),
    named: (arn) => {
      const found = byArn.get(arn);
      if (found === undefined) throw new Error(`no template has a resource ${arn}`);
      return found;
    },
  };
};
