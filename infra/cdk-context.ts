import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };

/** CDK's feature flags. Not in cdk.json, because the template must be the same with and without CDK's command line. */
export const cdkContext: Readonly<Record<string, unknown>> = {
  ...recommendedFlags,
  // An export that is in use cannot be deleted. The few exports between these stacks should behave so.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  'aws:cdk:enable-asset-metadata': true,
};
