import { type ReportName, usageCsv } from '../../reports/usage-csv.ts';
import { badRequest } from '../graph-errors.ts';
import { pathParam, type Resource } from '../graph-resource.ts';

const periods = ['D7', 'D30', 'D90', 'D180'];

/**
 * Redirects to the CSV report at another host, which takes no token.
 * https://learn.microsoft.com/graph/api/resources/report
 */
const usageReport = (name: ReportName): Resource => ({
  template: `/reports/${name}(period='{period}')`,
  service: 'usage-reports',
  scopes: ['Reports.Read.All'],
  refusal: 'usage',
  answer(call) {
    const period = pathParam(call, 'period');
    if (!periods.includes(period)) return badRequest(`Invalid period: ${period}`, call.now);
    const path = call.publishReport(usageCsv(call.tenant, name, period.slice(1), call.now));
    const Location = `https://reports.office.com${path}`;
    return { status: 302, headers: { Location, 'content-type': 'text/plain' }, body: '' };
  },
});

export const usageReports: readonly Resource[] = [
  usageReport('getM365AppUserDetail'),
  usageReport('getMailboxUsageDetail'),
  usageReport('getOffice365ActiveUserDetail'),
  usageReport('getOneDriveUsageAccountDetail'),
];
