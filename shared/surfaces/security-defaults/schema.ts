import { z } from 'zod';

/** As Graph sends it. https://learn.microsoft.com/graph/api/resources/identitysecuritydefaultsenforcementpolicy */
export const RawSecurityDefaults = z.object({ isEnabled: z.boolean() });

/** The fact: one record per tenant. */
export const SecurityDefaults = z.object({ isEnabled: z.boolean() });
export type SecurityDefaults = z.output<typeof SecurityDefaults>;
