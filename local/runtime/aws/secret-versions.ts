import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { StoredSecret, Version } from './secret-vault.ts';
import { throwServiceException } from './service-exception.ts';

/** The value of a version, and the token by which a repeated request is recognized. */
export const SecretValue = z.object({
  ClientRequestToken: z.string().optional(),
  SecretString: z.string().max(65_536).optional(),
  SecretBinary: z.string().optional(),
});
export type SecretValue = z.output<typeof SecretValue>;

/**
 * Moves a stage to one version and removes it from all others. The version that loses AWSCURRENT becomes AWSPREVIOUS.
 */
export const moveStage = (versions: readonly Version[], stage: string, to: string | undefined): Version[] => {
  const loser = versions.find(({ versionId, stages }) => versionId !== to && stages.includes(stage));
  const demoted = stage === 'AWSCURRENT' && to !== undefined ? loser?.versionId : undefined;
  return versions.map((version) => {
    const kept = version.stages.filter((one) => one !== stage && !(demoted !== undefined && one === 'AWSPREVIOUS'));
    if (version.versionId === to) return { ...version, stages: [...kept, stage] };
    return { ...version, stages: version.versionId === demoted ? [...kept, 'AWSPREVIOUS'] : kept };
  });
};

const sameValue = (a: Version, b: SecretValue): boolean => a.value === b.SecretString && a.binary === b.SecretBinary;

/** Adds a version. A repeated token with the same value changes nothing; with another value it is refused. */
export const putVersion = (
  secret: StoredSecret,
  given: SecretValue,
  stages: readonly string[],
  at: string,
): StoredSecret => {
  const versionId = given.ClientRequestToken ?? randomUUID();
  const earlier = secret.versions.find((version) => version.versionId === versionId);
  if (earlier !== undefined) {
    if (sameValue(earlier, given)) return secret;
    return throwServiceException(
      'ResourceExistsException',
      `a version with the token ${versionId} exists with another value`,
    );
  }
  const added: Version = {
    versionId,
    value: given.SecretString,
    binary: given.SecretBinary,
    stages: [],
    createdAt: at,
  };
  const versions = stages.reduce((all, stage) => moveStage(all, stage, versionId), [...secret.versions, added]);
  return { ...secret, versions: versions.filter((version) => version.stages.length > 0) };
};
