import { ServiceHealthView } from '#shared/views/service-health/shape.ts';
import { serviceHealthSurfaces, serviceHealthView } from '#shared/views/service-health/view.ts';
import { hubCard } from '../card.ts';

const issuesShown = 5;

export const serviceHealth = hubCard({
  surfaceIds: serviceHealthSurfaces,
  shape: ServiceHealthView.pick({ counts: true }).extend({ issues: ServiceHealthView.shape.issues.shape.items }),
  make: (of) => {
    const { counts, issues } = serviceHealthView(of);
    return { counts, issues: issues.items.slice(0, issuesShown) };
  },
});
