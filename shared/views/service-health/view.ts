import { defineView } from '../define-view.ts';
import { serviceHealthView } from './make.ts';
import { ServiceHealthView } from './shape.ts';

const issuesShown = 5;

export const serviceHealth = defineView({
  id: 'service-health',
  operationId: 'getServiceHealth',
  route: 'GET /v1/customers/{customerId}/service-health',
  description: 'Health of Microsoft services.',
  summary: 'Incidents and advisories of a customer, and the health of each service.',
  surfaceIds: ['service-health'],
  withFindings: true,
  shape: ServiceHealthView,
  make: serviceHealthView,
  card: {
    shape: ServiceHealthView.pick({ counts: true }).extend({ issues: ServiceHealthView.shape.issues.shape.items }),
    make: (of) => {
      const { counts, issues } = serviceHealthView(of);
      return { counts, issues: issues.items.slice(0, issuesShown) };
    },
  },
});
