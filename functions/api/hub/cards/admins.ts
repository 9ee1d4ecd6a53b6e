import { z } from 'zod';
import { AdminsView } from '#shared/views/admins/shape.ts';
import { adminsSurfaces, adminsView } from '#shared/views/admins/view.ts';
import { hubCard } from '../card.ts';

/** The numbers of standing and eligible administrators. */
export const admins = hubCard({
  surfaceIds: adminsSurfaces,
  shape: AdminsView.pick({ counts: true, schedulesKnown: true }).extend({
    breakGlass: z.int().nonnegative(),
    applications: z.int().nonnegative(),
  }),
  make: (of) => {
    const { counts, schedulesKnown, breakGlass, applications } = adminsView(of);
    return { counts, schedulesKnown, breakGlass: breakGlass.length, applications: applications.length };
  },
});
