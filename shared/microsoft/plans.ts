import type { Licence } from '#shared/surfaces/licences/schema.ts';

/** Past its renewal a SKU still works for a while, as `warning`. */
const isLive = ({ capabilityStatus }: Licence): boolean =>
  capabilityStatus === 'enabled' || capabilityStatus === 'warning';

/** Names of the service plans that somebody in the tenant can use now. */
export const livePlans = (licences: readonly Licence[]): ReadonlySet<string> =>
  new Set(
    licences
      .filter(isLive)
      .flatMap(({ servicePlans }) => servicePlans)
      .filter(({ provisioningStatus }) => provisioningStatus.toLowerCase() !== 'disabled')
      .map(({ name }) => name),
  );
