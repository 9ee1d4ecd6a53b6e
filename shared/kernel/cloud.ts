import { z } from 'zod';

/**
 * The Microsoft cloud of a tenant.
 * https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
 */
export const Cloud = z.enum(['global', 'usgov', 'usgov-dod', 'china']);
export type Cloud = z.output<typeof Cloud>;
