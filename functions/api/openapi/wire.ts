// Generated from the contracts by `npm run docs:generate` and committed, so that the bundle needs files only. A test
// fails if it is out of date.
import document from '../../../docs/generated/openapi.json' with { type: 'json' };
import type { Deps } from './deps.ts';

export const wire = (): Deps => ({ document });
