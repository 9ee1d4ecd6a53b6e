import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { discover } from '#infra/discover.ts';
import { settingsOf, stageNames } from '#infra/settings.ts';
import { buildStage } from '#infra/stage.ts';

const parts = await discover();

/** Account and region of each stack, as CDK's command line reads them. */
const environmentsOf = (stage: string): readonly string[] => {
  const codeOf = () => Code.fromInline('export const handler = () => {}');
  const stacks = buildStage(new App({ analyticsReporting: false }), { settings: settingsOf(stage), parts, codeOf });
  return [...new Set(stacks.map(({ environment }) => environment))];
};

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a stage that is deployed', () => {
  it.each(stageNames.filter((stage) => stage !== 'local'))('%s is pinned to one account and region', (stage) => {
    expect(settingsOf(stage).pinnedTo).toEqual({
      account: expect.stringMatching(/^\d{12}$/),
      region: expect.stringMatching(/^[a-z]{2}-[a-z]+-\d$/),
    });
  });

  it('has stacks of its own account, whatever account the credentials of the shell belong to', () => {
    vi.stubEnv('CDK_DEFAULT_ACCOUNT', '999999999999');
    vi.stubEnv('CDK_DEFAULT_REGION', 'us-east-1');
    expect(environmentsOf('dev')).toEqual(['aws://111122223333/eu-west-1']);
  });

  it('has stacks for any account when the shell has no credentials', () => {
    vi.stubEnv('CDK_DEFAULT_ACCOUNT', undefined);
    expect(environmentsOf('dev')).toEqual(['aws://unknown-account/unknown-region']);
  });
});
