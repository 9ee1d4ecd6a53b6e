// Generated from the contracts and committed, so that the bundle is made of files alone: `npm run docs:generate` writes it, and a test holds it fresh.
import document from '../../../docs/generated/openapi.json' with { type: 'json' };
import type { Deps } from './get-open-api.ts';

export const wire = (): Deps => ({ document });
