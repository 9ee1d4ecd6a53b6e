import { defineSurface } from '../define-surface.ts';
import { parseRaw, unwrapValue } from '../raw.ts';
import { normalize } from './normalize.ts';
import { RawSharePointSettings, SharePointSettings } from './schema.ts';

export const sharepointSettings = defineSurface({
  id: 'sharepoint-settings',
  title: 'SharePoint settings',
  reference: 'https://learn.microsoft.com/graph/api/sharepointsettings-get',
  job: 'posture',
  features: ['sharing'],
  throttleDomain: 'sharepoint',
  everySeconds: 24 * 3600,
  accessOptions: [
    {
      name: 'settings',
      scopes: [['SharePointTenantSettings.Read.All']],
      // SHAREPOINTWAC is Office for the web and does not include SharePoint.
      plans: [
        'SHAREPOINTSTANDARD*',
        'SHAREPOINTENTERPRISE*',
        'SHAREPOINTDESKLESS*',
        'SHAREPOINTLITE',
        'SHAREPOINT_S_*',
      ],
    },
  ],
  completeness: 'replace',
  fact: SharePointSettings,
  factVersion: 1,
  identify: () => 'sharepoint-settings',
  async *read({ graph }) {
    const body = unwrapValue(await graph.get({ path: '/admin/sharepoint/settings' }));
    yield [normalize(parseRaw(RawSharePointSettings, body))];
  },
});
