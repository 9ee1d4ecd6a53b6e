import { defineSurface, type GraphReader, type GraphRequest } from '../define-surface.ts';
import { incrementalSince, odataInstant } from '../incremental.ts';
import { recordsOf } from '../records.ts';
import { normalize } from './normalize.ts';
import { DefenderAlert, RawAlert } from './schema.ts';

/** Alerts are collected from several products and appear up to some minutes late. */
const overlapSeconds = 3600;

const request = (filter: string): GraphRequest => ({
  path: '/security/alerts_v2',
  query: { $filter: filter, $top: '100' },
});

const isActive = (alert: DefenderAlert | undefined): alert is DefenderAlert => alert !== undefined;

async function* allActive(graph: GraphReader) {
  for await (const alerts of recordsOf(graph, request("status ne 'resolved'"), RawAlert)) {
    yield alerts.map(normalize).filter(isActive);
  }
}

/**
 * Alerts that changed since then, including resolved ones. Resolved alerts are removed, the others replace the stored
 * record.
 */
async function* changedSince(graph: GraphReader, since: Date, known: readonly DefenderAlert[]) {
  const changed = new Map<string, DefenderAlert | undefined>();
  for await (const alerts of recordsOf(graph, request(`lastUpdateDateTime ge ${odataInstant(since)}`), RawAlert)) {
    for (const raw of alerts) changed.set(raw.id, normalize(raw));
  }
  yield known.filter(({ alertId }) => !changed.has(alertId));
  yield [...changed.values()].filter(isActive);
}

export const defenderAlerts = defineSurface({
  id: 'defender-alerts',
  title: 'Defender alerts',
  reference: 'https://learn.microsoft.com/graph/api/security-list-alerts_v2',
  job: 'posture',
  features: ['threats'],
  throttleDomain: 'security',
  everySeconds: 1800,
  accessOptions: [
    {
      name: 'alerts',
      scopes: [['SecurityAlert.Read.All']],
      plans: [
        'ATP_ENTERPRISE',
        'THREAT_INTELLIGENCE',
        'WINDEFATP',
        'MDE_LITE',
        'MDE_SMB',
        'MTP',
        'ATA',
        'ADALLOM_S_STANDALONE',
      ],
    },
  ],
  completeness: 'replace',
  isIncremental: true,
  fact: DefenderAlert,
  factVersion: 1,
  identify: (fact) => fact.alertId,
  read({ graph, now, previous }) {
    const since = incrementalSince({ now, ...(previous && { previous }) }, overlapSeconds);
    return since === undefined ? allActive(graph) : changedSince(graph, since, previous?.facts ?? []);
  },
});
