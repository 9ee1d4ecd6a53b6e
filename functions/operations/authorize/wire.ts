import type { z } from 'zod';
import { platform } from '#shared/lambda/platform.ts';
import { accessTokens } from '#shared/store/access-token-store.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { directoryIdentities } from '#shared/store/directory-identities.ts';
import { directoryTokens } from '#shared/store/directory-tokens.ts';
import { members } from '#shared/store/member-store.ts';
import { memberships } from '#shared/store/membership-store.ts';
import { openTable } from '#shared/store/table.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { tokenVerifier } from './token-verifier.ts';

/** The stage that runs on the developer's machine. All others use https for their issuer. */
const stageWithoutTls = 'local';

export const wire = (environment: z.output<typeof contract.environment>): Deps => {
  const { clock, newId } = platform();
  const table = openTable({ name: environment.TABLE_NAME, clock, newId });
  return {
    verify: tokenVerifier({
      issuer: environment.OIDC_ISSUER,
      clientIds: environment.OIDC_CLIENT_IDS.split(','),
      assistantClientId: environment.OIDC_ASSISTANT_CLIENT_ID || undefined,
      allowHttp: environment.STAGE === stageWithoutTls,
      clock,
    }),
    directory: directoryIdentities(table),
    members: { ...members(table), ...memberships(table) },
    tokens: { ...directoryTokens(table), ...accessTokens(table) },
    audit: auditLog(table),
    clock,
  };
};
