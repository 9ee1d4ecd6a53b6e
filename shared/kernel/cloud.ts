import { z } from 'zod';

/** Which of Microsoft's clouds a tenant lives in. https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud */
export const Cloud = z.enum(['global', 'usgov', 'usgov-dod', 'china']);
export type Cloud = z.output<typeof Cloud>;
