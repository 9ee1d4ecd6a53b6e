import type { ViewPorts } from '#shared/book/read-postures.ts';
import type { VerdictPorts } from '#shared/views/verdicts/view.ts';

export interface Deps extends ViewPorts, VerdictPorts {}
