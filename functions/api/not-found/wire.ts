import { allowedOrigins } from '#shared/lambda/cors-headers.ts';
import type { Routes } from '#shared/lambda/not-found-handler.ts';
// Generated from the contracts by `npm run docs:generate` and committed, so that the bundle contains no contract.
import routes from '../../../docs/generated/routes.json' with { type: 'json' };

export const wire = (): { readonly allowedOrigins: readonly string[]; readonly routes: Routes } => ({
  allowedOrigins: allowedOrigins(),
  routes,
});
