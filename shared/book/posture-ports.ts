import type { MspScope } from '#shared/kernel/scope.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { type LinkedTenant, tenantNameOf } from './book-tenants.ts';
import type { CustomerPorts } from './read-book.ts';
import type { ReadSurfaceStates } from './sync-status.ts';

/** What is read of a tenant into its posture. */
export interface PostureContent {
  /** The surfaces whose facts are read. For any other surface the posture has no facts. */
  readonly surfaceIds: readonly string[];
  /** Whether prices and the contract are read; otherwise prices are list prices, and there is no contract. */
  readonly withTerms?: boolean;
}

/** The ports that read a customer with the postures of its tenants. */
export interface PosturePorts extends CustomerPorts {
  readonly surfaceStatesOf: ReadSurfaceStates;
  postureOf(scope: MspScope, tenant: LinkedTenant, content: PostureContent): Promise<Posture>;
}

/** A tenant of the customer with its posture. */
export interface TenantPosture {
  readonly tenant: LinkedTenant;
  readonly posture: Posture;
}

/** Sentences about several tenants. Each names its tenant if there is more than one. */
export const sentencesByTenant = (
  tenants: readonly TenantPosture[],
  say: (posture: Posture) => readonly string[],
): string[] =>
  tenants.flatMap(({ tenant, posture }) =>
    say(posture).map((sentence) => (tenants.length === 1 ? sentence : `${tenantNameOf(tenant)}: ${sentence}`)),
  );
