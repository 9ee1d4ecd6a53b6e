import { type CardInput, defineView, type ViewDeps } from '../define-view.ts';
import { hardeningSurfaces, hardeningView } from './make.ts';
import { HardeningView } from './shape.ts';

const checklistOf = ({ caller, customer, tenants }: CardInput, deps: ViewDeps) =>
  hardeningView(caller, { customer, tenants: tenants.map(({ tenant }) => tenant) }, deps);

export const hardening = defineView({
  id: 'hardening',
  operationId: 'getHardening',
  route: 'GET /v1/customers/{customerId}/hardening',
  description: 'The checklist of settings with remediation.',
  summary: 'The checklist of a customer: each item pass, warn, fail, not-applicable or unknown.',
  surfaceIds: hardeningSurfaces,
  // It shows the last verdicts, not the facts.
  factSurfaceIds: [],
  shape: HardeningView,
  make: checklistOf,
  card: {
    shape: HardeningView.pick({ score: true, areas: true }),
    make: async (of, deps) => {
      const { score, areas } = await checklistOf(of, deps);
      return { score, areas };
    },
  },
});
