import { z } from 'zod';
import { propertiesOf, type Resources } from '../assembly/resources.ts';
import { GenerateSecretString, generateSecret } from './generate-secret.ts';
import type { SecretVault } from './secret-vault.ts';
import { secretsManagerApi } from './secrets-manager-api.ts';

const SecretProperties = z.looseObject({
  Description: z.string().optional(),
  SecretString: z.string().optional(),
  GenerateSecretString: GenerateSecretString.optional(),
});

/** Creates the secrets of the templates that do not exist from an earlier start with the same data. */
export const createTemplateSecrets = (resources: Resources, vault: SecretVault, now: () => Date): void => {
  const create = secretsManagerApi(vault, now)['CreateSecret'];
  for (const resource of resources.ofType('AWS::SecretsManager::Secret')) {
    if (vault.find(resource.name) !== undefined) continue;
    const { Description, SecretString, GenerateSecretString: rules } = propertiesOf(resource, SecretProperties);
    const value = SecretString ?? (rules === undefined ? undefined : generateSecret(rules));
    void create?.({ Name: resource.name, Description, SecretString: value });
  }
};
