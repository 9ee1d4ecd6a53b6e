import { z } from 'zod';
import { rawEnum } from '../raw.ts';

/** As Graph sends it (beta). https://learn.microsoft.com/graph/api/authentication-get?view=graph-rest-beta */
export const RawRequirements = z.object({ perUserMfaState: rawEnum('disabled', 'enabled', 'enforced') });

/** The fact: one record per user whom neither Security Defaults nor a policy covers. */
export const PerUserMfa = z.object({
  userId: z.string(),
  /** `unknown`: the beta request was refused for this user, or Microsoft added a value. */
  state: z.enum(['disabled', 'enabled', 'enforced', 'unknown']),
});
export type PerUserMfa = z.output<typeof PerUserMfa>;
