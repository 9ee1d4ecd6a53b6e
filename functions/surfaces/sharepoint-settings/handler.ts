import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { sharepointSettings } from '#shared/surfaces/sharepoint-settings/surface.ts';

export const handler = collectSurface(sharepointSettings);
