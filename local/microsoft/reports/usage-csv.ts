import { createHash } from 'node:crypto';
import { skuOf } from '../simulated-skus.ts';
import type { SimulatedUsage } from '../simulated-usage.ts';
import type { SimulatedTenant, SimulatedUser } from '../tenant.ts';
import { reportDelayDays, usageOf } from './typical-usage.ts';

export type ReportName =
  | 'getOffice365ActiveUserDetail'
  | 'getMailboxUsageDetail'
  | 'getOneDriveUsageAccountDetail'
  | 'getM365AppUserDetail';

interface Line {
  readonly user: SimulatedUser;
  readonly usage: SimulatedUsage;
  readonly refreshedOn: string;
  readonly period: string;
  /** Returns the name, or its hash where the tenant conceals names. */
  readonly shown: (name: string) => string;
}

type Columns = readonly (readonly [column: string, value: (line: Line) => string | number | boolean | null])[];

const hasPlan = ({ user }: Line, beginning: string): boolean =>
  user.licenses.some((partNumber) => skuOf(partNumber).plans.some((plan) => plan.startsWith(beginning)));
const upn = ({ user, shown }: Line): string => shown(user.userPrincipalName);
const name = ({ user, shown }: Line): string => shown(user.displayName);
const refreshed = ({ refreshedOn }: Line): string => refreshedOn;
const latest = (...days: readonly (string | null)[]): string | null =>
  days
    .filter((day) => day !== null)
    .toSorted()
    .at(-1) ?? null;

const apps = ['Outlook', 'Word', 'Excel', 'PowerPoint', 'OneNote', 'Teams'] as const;
const platforms = ['Windows', 'Mac', 'Mobile', 'Web'] as const;
const yesNo = (flag: boolean): string => (flag ? 'Yes' : 'No');
const assigned = ({ user }: Line): string => user.createdAt.slice(0, 10);

const activeUsers: Columns = [
  ['Report Refresh Date', refreshed],
  ['User Principal Name', upn],
  ['Display Name', name],
  ['Is Deleted', () => 'False'],
  ['Deleted Date', () => null],
  ['Has Exchange License', (line) => hasPlan(line, 'EXCHANGE_S')],
  ['Has OneDrive License', (line) => hasPlan(line, 'SHAREPOINT')],
  ['Has SharePoint License', (line) => hasPlan(line, 'SHAREPOINT')],
  ['Has Skype For Business License', () => false],
  ['Has Yammer License', () => false],
  ['Has Teams License', (line) => hasPlan(line, 'TEAMS1')],
  ['Exchange Last Activity Date', ({ usage }) => usage.exchangeOn],
  ['OneDrive Last Activity Date', ({ usage }) => usage.oneDriveOn],
  ['SharePoint Last Activity Date', ({ usage }) => usage.sharePointOn],
  ['Skype For Business Last Activity Date', () => null],
  ['Yammer Last Activity Date', ({ usage }) => usage.vivaEngageOn],
  ['Teams Last Activity Date', ({ usage }) => usage.teamsOn],
  ['Exchange License Assign Date', assigned],
  ['OneDrive License Assign Date', assigned],
  ['SharePoint License Assign Date', assigned],
  ['Skype For Business License Assign Date', () => null],
  ['Yammer License Assign Date', () => null],
  ['Teams License Assign Date', assigned],
  ['Assigned Products', ({ user }) => user.licenses.join('+')],
];

const quota = 107_374_182_400;
const recoverableQuota = 32_212_254_720;
const mailboxes: Columns = [
  ['Report Refresh Date', refreshed],
  ['User Principal Name', upn],
  ['Display Name', name],
  ['Is Deleted', () => 'False'],
  ['Deleted Date', () => null],
  ['Created Date', assigned],
  ['Last Activity Date', ({ usage }) => usage.exchangeOn],
  ['Item Count', ({ usage }) => Math.round(usage.mailboxBytes / 75_000)],
  ['Storage Used (Byte)', ({ usage }) => usage.mailboxBytes],
  ['Issue Warning Quota (Byte)', () => quota],
  ['Prohibit Send Quota (Byte)', () => quota],
  ['Prohibit Send/Receive Quota (Byte)', () => quota],
  ['Deleted Item Count', () => 0],
  ['Deleted Item Size (Byte)', () => 0],
  ['Deleted Item Quota (Byte)', ({ usage }) => (usage.isOnHold ? quota : recoverableQuota)],
  ['Has Archive', ({ usage }) => usage.hasArchive],
  ['Recipient Type', ({ user }) => (user.mailbox?.purpose === 'shared' ? 'Shared' : 'User')],
  ['Report Period', ({ period }) => period],
];

const drives: Columns = [
  ['Report Refresh Date', refreshed],
  ['Site URL', ({ user, shown }) => shown(`https://files.example/personal/${user.id}`)],
  ['Owner Display Name', name],
  ['Is Deleted', () => 'False'],
  ['Last Activity Date', ({ usage }) => usage.oneDriveOn],
  ['File Count', ({ usage }) => Math.round(usage.oneDriveBytes / 400_000)],
  ['Active File Count', () => 3],
  ['Storage Used (Byte)', ({ usage }) => usage.oneDriveBytes],
  ['Storage Allocated (Byte)', () => 1_099_511_627_776],
  ['Owner Principal Name', upn],
  ['Report Period', ({ period }) => period],
];

const appUsers: Columns = [
  ['Report Refresh Date', refreshed],
  ['User Principal Name', upn],
  ['Last Activation Date', assigned],
  ['Last Activity Date', ({ usage }) => latest(usage.exchangeOn, usage.teamsOn, usage.oneDriveOn)],
  ['Report Period', ({ period }) => period],
  ...platforms.map((platform) => [platform, ({ usage }: Line) => yesNo(usage.appsOn.includes(platform))] as const),
  ...apps.map((app) => [app, ({ usage }: Line) => yesNo(usage.appsOn.length > 0)] as const),
  ...platforms.flatMap((platform) =>
    apps.map((app) => [`${app} (${platform})`, ({ usage }: Line) => yesNo(usage.appsOn.includes(platform))] as const),
  ),
];

const reports: Readonly<Record<ReportName, { readonly columns: Columns; readonly has: (line: Line) => boolean }>> = {
  getOffice365ActiveUserDetail: { columns: activeUsers, has: ({ user }) => user.licenses.length > 0 },
  getMailboxUsageDetail: { columns: mailboxes, has: ({ user }) => user.mailbox !== null },
  getOneDriveUsageAccountDetail: { columns: drives, has: (line) => hasPlan(line, 'SHAREPOINT') },
  getM365AppUserDetail: { columns: appUsers, has: ({ user }) => user.licenses.length > 0 },
};

/** The 32 hex digits that replace a name: the same name gives the same digits. */
const concealed = (text: string): string => createHash('md5').update(text).digest('hex').toUpperCase();

const cell = (value: string | number | boolean | null): string => {
  const text = value === null ? '' : typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/**
 * A report as Microsoft writes it: with a byte order mark, lines ending in CRLF.
 * https://learn.microsoft.com/graph/api/resources/report
 */
export const usageCsv = (tenant: SimulatedTenant, report: ReportName, periodDays: string, now: Date): string => {
  const { columns, has } = reports[report];
  const refreshedOn = new Date(now.getTime() - reportDelayDays * 86_400_000).toISOString().slice(0, 10);
  const shown = tenant.usage.concealsNames ? concealed : (text: string) => text;
  const lines = tenant.users
    .map((user): Line => ({ user, usage: usageOf(tenant, user), refreshedOn, period: periodDays, shown }))
    .filter(has)
    .map((line) => columns.map(([, value]) => cell(value(line))).join(','));
  return `\uFEFF${[columns.map(([column]) => column).join(','), ...lines].join('\r\n')}\r\n`;
};
