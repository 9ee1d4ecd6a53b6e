import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { managedDevices } from '#shared/surfaces/managed-devices/surface.ts';

export const handler = collectSurface(managedDevices);
