import { existsSync, globSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks } from 'cdk-nag';
import { cdkContext } from './cdk-context.ts';
import { discover } from './discover.ts';
import { settingsOf } from './settings.ts';
import { buildStage } from './stage.ts';

// The stages are given by `-c stage=dev` or `-c stage=dev,prod`; the default is the local stage.
const root = resolve(import.meta.dirname, '..');

const outdir = process.env['CDK_OUTDIR'] ?? resolve(root, 'cdk.out');
// CDK does not delete the bundles of earlier synths, a hundred megabytes each.
for (const old of globSync('asset.*', { cwd: outdir })) rmSync(resolve(outdir, old), { recursive: true, force: true });

const app = new App({
  outdir,
  analyticsReporting: false,
  postCliContext: { ...cdkContext },
});

const codeOf = (group: string, name: string): Code => {
  const bundle = resolve(process.env['DIST_DIR'] ?? resolve(root, 'dist'), group, name);
  if (!existsSync(bundle))
    throw new Error(`functions/${group}/${name} has no bundle: write its handler.ts, then npm run build`);
  return Code.fromAsset(bundle);
};

const parts = await discover();
const stages: unknown = app.node.tryGetContext('stage') ?? 'local';
for (const stage of String(stages).split(',')) buildStage(app, { settings: settingsOf(stage), parts, codeOf });

Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
