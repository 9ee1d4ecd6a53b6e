import type { z } from 'zod';
import { normaliseDomain } from '#shared/kernel/domain.ts';
import type { Organization, RawOrganization } from './schema.ts';

export const normalise = (raw: z.output<typeof RawOrganization>): Organization => ({
  tenantId: raw.id,
  name: raw.displayName,
  createdAt: raw.createdDateTime,
  isSynced: raw.onPremisesSyncEnabled,
  verifiedDomains: raw.verifiedDomains.flatMap((domain) => {
    const name = normaliseDomain(domain.name);
    if (name === undefined) return [];
    const isFederated = domain.type?.toLowerCase() === 'federated';
    return [{ name, isDefault: domain.isDefault, isInitial: domain.isInitial, isFederated }];
  }),
});
