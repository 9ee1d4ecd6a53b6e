import type { z } from 'zod';
import { normalizeDomain } from '#shared/kernel/domain.ts';
import type { Organization, RawOrganization } from './schema.ts';

export const normalize = (raw: z.output<typeof RawOrganization>): Organization => ({
  tenantId: raw.id,
  name: raw.displayName,
  createdAt: raw.createdDateTime,
  isSynced: raw.onPremisesSyncEnabled,
  verifiedDomains: raw.verifiedDomains.flatMap((domain) => {
    const name = normalizeDomain(domain.name);
    if (name === undefined) return [];
    const isFederated = domain.type?.toLowerCase() === 'federated';
    return [{ name, isDefault: domain.isDefault, isInitial: domain.isInitial, isFederated }];
  }),
});
