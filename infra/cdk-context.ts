import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };

/** CDK's switches. Here and not in cdk.json: the template must be the same with and without CDK's command line. */
export const cdkContext: Readonly<Record<string, unknown>> = {
  ...recommendedFlags,
  // An export in use refuses to go, which is what the few that are left between the stacks should do.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  'aws:cdk:enable-asset-metadata': true,
};
