import { judgedSurfaces } from '#shared/judging/judged-surfaces.ts';
import { defineView } from '../define-view.ts';
import { verdictsOfTenants } from './make.ts';
import { VerdictsView } from './shape.ts';

export const verdicts = defineView({
  id: 'verdicts',
  operationId: 'listCustomerVerdicts',
  route: 'GET /v1/customers/{customerId}/verdicts',
  description: 'Every finding of the catalog with its verdict, including passing ones.',
  summary: 'Every verdict of a customer; the worst of several tenants.',
  surfaceIds: judgedSurfaces,
  // It shows the last verdicts, not the facts.
  factSurfaceIds: [],
  shape: VerdictsView,
  make: async ({ caller, customer, tenants }, deps) => ({
    items: await verdictsOfTenants(
      caller,
      tenants.map(({ tenant }) => tenant),
      customer,
      deps,
    ),
  }),
});
