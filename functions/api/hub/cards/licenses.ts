import { z } from 'zod';
import { LicensesView } from '#shared/views/licenses/shape.ts';
import { licensesSurfaces, licensesView } from '#shared/views/licenses/view.ts';
import { hubCard } from '../card.ts';

const Count = z.int().nonnegative();

/** Paid seats and the waste among them. */
export const licenses = hubCard({
  surfaceIds: licensesSurfaces,
  shape: LicensesView.pick({ currency: true, dollarsPerYear: true, unpricedSkus: true, usage: true }).extend({
    seats: z.object({ paid: Count, consumed: Count, unassigned: Count }),
  }),
  make: (of) => {
    const { currency, dollarsPerYear, unpricedSkus, usage, skus } = licensesView(of);
    const billed = skus.filter(({ mark }) => mark === null);
    const sum = (name: 'paid' | 'consumed' | 'unassigned') => billed.reduce((total, sku) => total + sku[name], 0);
    const seats = { paid: sum('paid'), consumed: sum('consumed'), unassigned: sum('unassigned') };
    return { currency, dollarsPerYear, unpricedSkus, usage, seats };
  },
});
