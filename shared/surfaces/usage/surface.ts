import type { z } from 'zod';
import { defineSurface, type GraphReader } from '../define-surface.ts';
import { rowsOf } from '../records.ts';
import { isConcealed, joinUsageReports } from './normalize.ts';
import { ActiveUserRow, AppRow, DriveRow, MailboxRow, Usage } from './schema.ts';

/** Half a year, the longest period: shorter reports do not list a user who was last active 100 days ago. */
const report = (name: string) => ({ path: `/reports/${name}(period='D180')` });

async function* rowsIn<Row extends z.ZodType>(graph: GraphReader, name: string, schema: Row) {
  for await (const page of rowsOf(graph, report(name), schema)) yield* page;
}

export const usage = defineSurface({
  id: 'usage',
  title: 'Usage',
  reference: 'https://learn.microsoft.com/graph/api/resources/report',
  job: 'posture',
  features: ['licenses'],
  throttleDomain: 'usage-reports',
  everySeconds: 24 * 3600,
  accessOptions: [{ name: 'reports', scopes: [['Reports.Read.All']] }],
  completeness: 'replace',
  fact: Usage,
  factVersion: 3,
  identify: (fact) => (fact.kind === 'report' ? 'report' : `user ${fact.upn}`),
  async *read({ graph }) {
    const joined = joinUsageReports();
    let refreshedOn: string | null = null;
    for await (const row of rowsIn(graph, 'getOffice365ActiveUserDetail', ActiveUserRow)) {
      refreshedOn = row['Report Refresh Date'];
      if (isConcealed(row['User Principal Name'])) {
        yield [{ kind: 'report', isConcealed: true, refreshedOn, unnamedRows: 0 } as const];
        return;
      }
      joined.activity(row);
    }
    for await (const row of rowsIn(graph, 'getMailboxUsageDetail', MailboxRow)) joined.mailbox(row);
    for await (const row of rowsIn(graph, 'getOneDriveUsageAccountDetail', DriveRow)) joined.drive(row);
    for await (const row of rowsIn(graph, 'getM365AppUserDetail', AppRow)) joined.apps(row);
    yield [{ kind: 'report', isConcealed: false, refreshedOn, unnamedRows: joined.unnamedRows() } as const];
    yield joined.all();
  },
  memoryMegabytes: 512,
  timeoutSeconds: 120,
});
