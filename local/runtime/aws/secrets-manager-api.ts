import { z } from 'zod';
import type { Operations } from './endpoint.ts';
import type { SecretVault, StoredSecret } from './secret-vault.ts';
import { moveStage, putVersion, SecretValue } from './secret-versions.ts';
import { throwServiceException } from './service-exception.ts';

const Tags = z.array(z.object({ Key: z.string(), Value: z.string() }));
const Create = SecretValue.extend({
  Name: z.string().min(1).max(512),
  Description: z.string().optional(),
  Tags: Tags.optional(),
});
const Of = z.object({ SecretId: z.string() });
const Put = Of.extend(SecretValue.shape).extend({ VersionStages: z.array(z.string()).optional() });
const Update = Of.extend(SecretValue.shape).extend({ Description: z.string().optional() });
const Get = Of.extend({ VersionId: z.string().optional(), VersionStage: z.string().optional() });
const Delete = Of.extend({
  ForceDeleteWithoutRecovery: z.boolean().optional(),
  RecoveryWindowInDays: z.number().int().min(7).max(30).optional(),
});
const MoveStage = Of.extend({
  VersionStage: z.string(),
  MoveToVersionId: z.string().optional(),
  RemoveFromVersionId: z.string().optional(),
});
const List = z.object({
  Filters: z.array(z.object({ Key: z.string(), Values: z.array(z.string()) })).default([]),
  IncludePlannedDeletion: z.boolean().optional(),
  MaxResults: z.number().int().min(1).max(100).default(100),
  NextToken: z.string().default('0'),
});

const seconds = (instant: string): number => new Date(instant).getTime() / 1000;

const notDeleted = (secret: StoredSecret): StoredSecret =>
  secret.deletedAt === undefined
    ? secret
    : throwServiceException(
        'InvalidRequestException',
        'You can’t perform this operation on the secret because it was marked for deletion.',
      );

const described = (secret: StoredSecret): object => ({
  ARN: secret.arn,
  Name: secret.name,
  Description: secret.description,
  Tags: secret.tags,
  CreatedDate: seconds(secret.createdAt),
  LastChangedDate: seconds(secret.versions.at(-1)?.createdAt ?? secret.createdAt),
  ...(secret.deletedAt === undefined ? {} : { DeletedDate: seconds(secret.deletedAt) }),
  VersionIdsToStages: Object.fromEntries(secret.versions.map(({ versionId, stages }) => [versionId, stages])),
});

const secretIds = (secret: StoredSecret, versionId?: string): object => ({
  ARN: secret.arn,
  Name: secret.name,
  ...(versionId === undefined ? {} : { VersionId: versionId }),
});

/** The operations of Secrets Manager, over a vault. */
export const secretsManagerApi = (vault: SecretVault, now: () => Date): Operations => {
  const at = (): string => now().toISOString();
  const put = (secret: StoredSecret, given: SecretValue, stages: readonly string[]): object => {
    const changed = putVersion(secret, given, stages, at());
    vault.put(changed);
    const versionId = given.ClientRequestToken ?? changed.versions.at(-1)?.versionId;
    const version = changed.versions.find((one) => one.versionId === versionId);
    return { ...secretIds(changed, versionId), VersionStages: version?.stages };
  };
  return {
    CreateSecret: (given) => {
      const { Name, Description, Tags: tags = [], ...value } = Create.parse(given);
      const earlier = vault.find(Name);
      if (earlier !== undefined) {
        notDeleted(earlier);
        throwServiceException(
          'ResourceExistsException',
          `The operation failed because the secret ${Name} already exists.`,
        );
      }
      const secret: StoredSecret = {
        name: Name,
        arn: vault.arnFor(Name),
        description: Description,
        tags,
        createdAt: at(),
        versions: [],
      };
      if (value.SecretString !== undefined || value.SecretBinary !== undefined)
        return put(secret, value, ['AWSCURRENT']);
      vault.put(secret);
      return secretIds(secret);
    },
    GetSecretValue: (given) => {
      const { SecretId, VersionId, VersionStage = 'AWSCURRENT' } = Get.parse(given);
      const secret = notDeleted(vault.get(SecretId));
      const version = secret.versions.find(({ versionId, stages }) =>
        VersionId === undefined ? stages.includes(VersionStage) : versionId === VersionId,
      );
      if (version === undefined) {
        return throwServiceException(
          'ResourceNotFoundException',
          `Secrets Manager can't find the specified secret value for ${VersionId ?? VersionStage}.`,
        );
      }
      const { value, binary, stages, createdAt, versionId } = version;
      return {
        ...secretIds(secret, versionId),
        SecretString: value,
        SecretBinary: binary,
        VersionStages: stages,
        CreatedDate: seconds(createdAt),
      };
    },
    PutSecretValue: (given) => {
      const { SecretId, VersionStages = ['AWSCURRENT'], ...value } = Put.parse(given);
      return put(notDeleted(vault.get(SecretId)), value, VersionStages);
    },
    UpdateSecret: (given) => {
      const { SecretId, Description, ...value } = Update.parse(given);
      const found = notDeleted(vault.get(SecretId));
      const secret = Description === undefined ? found : { ...found, description: Description };
      if (value.SecretString !== undefined || value.SecretBinary !== undefined)
        return put(secret, value, ['AWSCURRENT']);
      vault.put(secret);
      return secretIds(secret);
    },
    DescribeSecret: (given) => described(vault.get(Of.parse(given).SecretId)),
    DeleteSecret: (given) => {
      const { SecretId, ForceDeleteWithoutRecovery, RecoveryWindowInDays = 30 } = Delete.parse(given);
      const found = ForceDeleteWithoutRecovery === true ? vault.find(SecretId) : vault.get(SecretId);
      if (found === undefined) return { ARN: SecretId, Name: SecretId, DeletionDate: seconds(at()) };
      const days = ForceDeleteWithoutRecovery === true ? 0 : RecoveryWindowInDays;
      if (days === 0) vault.delete(found);
      else vault.put({ ...found, deletedAt: at() });
      return { ...secretIds(found), DeletionDate: seconds(at()) + days * 86_400 };
    },
    RestoreSecret: (given) => {
      const { deletedAt: _deletedAt, ...secret } = vault.get(Of.parse(given).SecretId);
      vault.put(secret);
      return secretIds(secret);
    },
    UpdateSecretVersionStage: (given) => {
      const { SecretId, VersionStage, MoveToVersionId } = MoveStage.parse(given);
      const secret = notDeleted(vault.get(SecretId));
      vault.put({ ...secret, versions: moveStage(secret.versions, VersionStage, MoveToVersionId) });
      return secretIds(secret);
    },
    ListSecrets: (given) => {
      const { Filters, IncludePlannedDeletion, MaxResults, NextToken } = List.parse(given);
      const names = Filters.find(({ Key }) => Key === 'name')?.Values;
      const found = vault.all
        .filter(({ deletedAt }) => IncludePlannedDeletion === true || deletedAt === undefined)
        .filter(({ name }) => names === undefined || names.some((prefix) => name.startsWith(prefix)));
      const from = Number(NextToken);
      const next = from + MaxResults < found.length ? { NextToken: String(from + MaxResults) } : {};
      return { SecretList: found.slice(from, from + MaxResults).map(described), ...next };
    },
  };
};
