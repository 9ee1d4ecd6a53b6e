import type { Resource } from '#local/runtime/assembly/resources.ts';
import type { StageResources } from './stage-resources.ts';

/** The key that encrypts a topic or a queue, if it has one of ours. */
export const keyOf = (encrypted: Resource, { resources }: StageResources): readonly Resource[] => {
  const key = encrypted.properties['KmsMasterKeyId'];
  if (key === undefined) return [];
  const found = resources.ofType('AWS::KMS::Key').filter(({ arn, name }) => key === arn || key === name);
  if (found.length === 0)
    throw new Error(`${encrypted.logicalId} is encrypted by ${String(key)}, which is no key of the templates`);
  return found;
};
