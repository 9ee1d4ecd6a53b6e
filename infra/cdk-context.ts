import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };

/** CDK's feature flags. Not in cdk.json, because the template must be the same with and without CDK's command line. */
export const cdkContext: Readonly<Record<string, unknown>> = {
  ...recommendedFlags,
  // An export in use cannot be removed, which is intended for the few exports between the stacks.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  'aws:cdk:enable-asset-metadata': true,
};
