import type { z } from 'zod';
import type { RawSecurityDefaults, SecurityDefaults } from './schema.ts';

export const normalize = (raw: z.output<typeof RawSecurityDefaults>): SecurityDefaults => ({
  isEnabled: raw.isEnabled,
});
