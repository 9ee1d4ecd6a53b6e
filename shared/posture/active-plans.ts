import type { FactsBySurface } from './facts.ts';

type License = FactsBySurface['licenses'];

/**
 * Names of the service plans that a tenant can use today: of SKUs that are enabled, or in the grace period after
 * renewal.
 */
export const activePlans = (facts: { readonly licenses?: readonly License[] | undefined }): ReadonlySet<string> =>
  new Set(
    (facts.licenses ?? [])
      .filter(({ capabilityStatus }) => capabilityStatus === 'enabled' || capabilityStatus === 'warning')
      .flatMap(({ servicePlans }) => servicePlans)
      .filter(({ provisioningStatus }) => provisioningStatus.toLowerCase() !== 'disabled')
      .map(({ name }) => name),
  );
