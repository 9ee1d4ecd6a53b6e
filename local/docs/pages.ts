import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { findingsPage } from './findings-page.ts';
import { openApiText, routesText } from './openapi-file.ts';
import { pricesPage } from './prices-page.ts';
import { refusalsPage } from './refusals-page.ts';
import { recordedShapes, storedShapesText } from './stored-shapes.ts';
import { permissionsPage, surfacesPage } from './surfaces-page.ts';

export const generatedFolder = resolve(import.meta.dirname, '../../docs/generated');

/** Every file below docs/generated. A test compares the folder with it. */
export const pages = async (): Promise<Readonly<Record<string, string>>> => ({
  'findings.md': findingsPage(),
  'openapi.json': await openApiText(),
  'permissions.md': permissionsPage(),
  'prices.md': pricesPage(),
  'refusals.md': refusalsPage(),
  'routes.json': await routesText(),
  'stored-shapes.json': await storedShapesText(
    existsSync(resolve(generatedFolder, 'stored-shapes.json')) ? recordedShapes() : {},
  ),
  'surfaces.md': surfacesPage(),
});
