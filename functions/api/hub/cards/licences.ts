import { z } from 'zod';
import { LicencesView } from '#shared/views/licences/shape.ts';
import { licencesSurfaces, licencesView } from '#shared/views/licences/view.ts';
import { hubCard } from '../card.ts';

const Count = z.int().nonnegative();

/** Seats that somebody pays for, and what of them is wasted. */
export const licences = hubCard({
  surfaceIds: licencesSurfaces,
  shape: LicencesView.pick({ currency: true, dollarsPerYear: true, unpricedSkus: true, usage: true }).extend({
    seats: z.object({ paid: Count, consumed: Count, unassigned: Count }),
  }),
  make: (of) => {
    const { currency, dollarsPerYear, unpricedSkus, usage, skus } = licencesView(of);
    const billed = skus.filter(({ mark }) => mark === null);
    const sum = (name: 'paid' | 'consumed' | 'unassigned') => billed.reduce((total, sku) => total + sku[name], 0);
    const seats = { paid: sum('paid'), consumed: sum('consumed'), unassigned: sum('unassigned') };
    return { currency, dollarsPerYear, unpricedSkus, usage, seats };
  },
});
