import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import type { Posture } from '../posture.ts';
import { coversEveryApplication, narrowingConditions, userPolicies } from './policies.ts';

/**
 * The two client app types that cannot be asked for a second factor.
 * https://learn.microsoft.com/entra/identity/conditional-access/policy-block-legacy-authentication
 */
export const legacyClients = ['exchangeActiveSync', 'other'] as const;
export type LegacyClient = (typeof legacyClients)[number];

export interface LegacyBlock {
  readonly policy: ConditionalAccessPolicy;
  readonly clients: readonly LegacyClient[];
}

const clientsOf = ({ clientAppTypes }: ConditionalAccessPolicy): readonly LegacyClient[] =>
  clientAppTypes.includes('all') ? legacyClients : legacyClients.filter((client) => clientAppTypes.includes(client));

/** Policies in any state that block legacy clients from every application without further conditions. */
export const legacyBlocks = (posture: Posture): readonly LegacyBlock[] =>
  userPolicies(posture)
    .filter(({ grant }) => grant?.controls.includes('block') ?? false)
    .filter((policy) => coversEveryApplication(policy) && narrowingConditions(policy).length === 0)
    .map((policy) => ({ policy, clients: clientsOf(policy) }))
    .filter(({ clients }) => clients.length > 0);
