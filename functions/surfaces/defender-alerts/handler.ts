import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { defenderAlerts } from '#shared/surfaces/defender-alerts/surface.ts';

export const handler = collectSurface(defenderAlerts);
