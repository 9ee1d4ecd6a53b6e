import { z } from 'zod';

/** How a tenant is accessed: by an app registration of its own, or by the multi-tenant app of the MSP. */
export const ConnectionMode = z.enum(['own-app', 'publisher-app']);
export type ConnectionMode = z.output<typeof ConnectionMode>;
