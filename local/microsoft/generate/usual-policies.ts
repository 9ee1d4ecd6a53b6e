import { type ConditionalAccessPolicy, type PolicyWish, policy } from '../conditional-access-policy.ts';

type Change = Omit<Partial<PolicyWish>, 'id'>;

/** Everybody, every app, MFA. */
export const requireMfa = (id: string, change: Change = {}): ConditionalAccessPolicy =>
  policy({ id, displayName: 'Require MFA for all users', ...change });

/** Everybody, every app, the clients that cannot do MFA: blocked. */
export const blockLegacyAuthentication = (id: string, change: Change = {}): ConditionalAccessPolicy =>
  policy({
    id,
    displayName: 'Block legacy authentication',
    conditions: { clientAppTypes: ['exchangeActiveSync', 'other'] },
    grant: { builtInControls: ['block'] },
    ...change,
  });
