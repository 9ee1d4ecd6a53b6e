import { z } from 'zod';

/** As Graph sends it. https://learn.microsoft.com/graph/api/resources/identitysecuritydefaultsenforcementpolicy */
export const RawSecurityDefaults = z.object({ isEnabled: z.boolean() });

/** As the rest of the product speaks of it: one record a tenant. */
export const SecurityDefaults = z.object({ isEnabled: z.boolean() });
export type SecurityDefaults = z.output<typeof SecurityDefaults>;
