import { HardeningView } from '#shared/views/hardening/shape.ts';
import { hardeningSurfaces, hardeningView } from '#shared/views/hardening/view.ts';
import { hubCard } from '../card.ts';

/** The score of the checklist, in total and by area. */
export const hardening = hubCard({
  surfaceIds: hardeningSurfaces,
  shape: HardeningView.pick({ score: true, areas: true }),
  make: async ({ caller, customer, tenants }, deps) => {
    const of = { customer, tenants: tenants.map(({ tenant }) => tenant) };
    const { score, areas } = await hardeningView(caller, of, deps);
    return { score, areas };
  },
});
