import type { z } from 'zod';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = ({ OIDC_ISSUER }: z.output<typeof contract.environment>): Deps => ({ issuer: OIDC_ISSUER });
