import { z } from 'zod';
import { defineView } from '../define-view.ts';
import { secureScoreView } from './make.ts';
import { SecureScoreView } from './shape.ts';

const topActions = 3;

export const secureScore = defineView({
  id: 'secure-score',
  operationId: 'getSecureScore',
  route: 'GET /v1/customers/{customerId}/secure-score',
  description: 'Microsoft Secure Score, its trend, and improvement actions.',
  summary: 'The score of a customer with its improvement actions, most points first; `top` limits them.',
  query: z.strictObject({ top: z.coerce.number().int().min(1).max(500).optional() }),
  surfaceIds: ['secure-score'],
  shape: SecureScoreView,
  make: ({ tenants, query }) => secureScoreView(tenants, query.top),
  card: { shape: SecureScoreView, make: ({ tenants }) => secureScoreView(tenants, topActions) },
});
