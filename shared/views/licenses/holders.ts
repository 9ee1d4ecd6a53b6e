import type { z } from 'zod';
import { isUserOf, type Owner } from '#shared/book/ownership.ts';
import { tenantRefOf } from '#shared/book/tenant-ref.ts';
import { seatsByUser } from '#shared/posture/licenses/seats.ts';
import { judgedSeats } from '#shared/posture/licenses/waste.ts';
import { displayNameOf } from '#shared/posture/people.ts';
import type { LicensedTenant } from './seat-answers.ts';
import type { LicenseHolder } from './shape.ts';

type Holder = z.input<typeof LicenseHolder>;

/** Each license that a user of the customer holds, free ones too, with the class of waste that its seat counts in. */
export const licenseHolders = (customer: Owner, { tenant, posture }: LicensedTenant): Holder[] => {
  const wasteOf = new Map(
    judgedSeats(posture).map(({ seat, wasteClass }) => [`${seat.user.userId}/${seat.sku.skuId}`, wasteClass]),
  );
  return [...seatsByUser(posture).values()]
    .flat()
    .filter(({ user }) => isUserOf(customer, tenant.linked, user.upn))
    .map(({ user, sku, assignedAt, groupIds }) => ({
      ...tenantRefOf(tenant),
      userId: user.userId,
      name: displayNameOf(user),
      upn: user.upn,
      skuId: sku.skuId,
      partNumber: sku.partNumber,
      skuName: sku.name,
      isBilled: sku.isBilled,
      assignedAt,
      isByGroup: groupIds.length > 0,
      wasteClass: wasteOf.get(`${user.userId}/${sku.skuId}`) ?? null,
    }));
};
