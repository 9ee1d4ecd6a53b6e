import { type App, Aspects, type Stack, Tags } from 'aws-cdk-lib';
import { AcceptedChecks } from './constructs/accepted-checks.ts';
import type { Parts } from './discover.ts';
import { environmentValues } from './environment-values.ts';
import { namesOf } from './names.ts';
import { environmentOf, type StageSettings } from './settings.ts';
import { ApiStack } from './stacks/api-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { OperationsStack } from './stacks/operations-stack.ts';
import { SyncStack } from './stacks/sync-stack.ts';
import type { StageContext } from './stage-context.ts';

export interface StageOptions {
  readonly settings: StageSettings;
  readonly parts: Parts;
  readonly codeOf: StageContext['codeOf'];
}

/** One stage: the data stack, and three stacks without data that can be replaced at any time. */
export const buildStage = (app: App, { settings, parts, codeOf }: StageOptions): readonly Stack[] => {
  const names = namesOf(settings.stage);
  const properties = (what: string) => ({
    env: environmentOf(settings),
    stackName: names.resource(what),
    description: `Vectis for Microsoft 365, stage ${settings.stage}: ${what}`,
    terminationProtection: settings.keepsData && what === 'data',
  });

  const data = new DataStack(app, names.resource('data'), { ...properties('data'), settings, names, parts });
  const context: StageContext = {
    settings,
    names,
    values: environmentValues(settings, names, data.signIn),
    signIn: data.signIn,
    parts,
    codeOf,
  };
  const sync = new SyncStack(app, names.resource('sync'), { ...properties('sync'), context });
  const api = new ApiStack(app, names.resource('api'), { ...properties('api'), context });
  const operations = new OperationsStack(app, names.resource('operations'), {
    ...properties('operations'),
    context,
    apiId: api.apiId,
    apiUrl: api.apiUrl,
  });

  // The stacks refer to each other by name, so CloudFormation needs the order explicitly.
  sync.addStackDependency(data);
  api.addStackDependency(sync);
  operations.addStackDependency(api);

  for (const stack of [data, sync, api, operations]) {
    Aspects.of(stack).add(new AcceptedChecks());
    Tags.of(stack).add('app', 'vectis');
    Tags.of(stack).add('stage', settings.stage);
  }
  Tags.of(data).add('data-class', 'customer-confidential');
  for (const stack of [sync, api, operations]) Tags.of(stack).add('data-class', 'none-at-rest');
  return [data, sync, api, operations];
};
