import type { z } from 'zod';
import type { ActiveUserRow, AppRow, DriveRow, MailboxRow, UserUsage } from './schema.ts';

/** Microsoft replaces a concealed name with 32 hexadecimal digits. */
export const isConcealed = (name: string): boolean => /^[0-9A-F]{32}$/i.test(name);

/** Whether a row says whose it is. Microsoft writes `(Unknown)`, or nothing, where it does not know. */
const isUserPrincipalName = (name: string): boolean => name.includes('@');

const emptyUsage = (upn: string): UserUsage => ({
  kind: 'user',
  upn,
  isInOverview: false,
  exchangeOn: null,
  oneDriveOn: null,
  sharePointOn: null,
  teamsOn: null,
  vivaEngageOn: null,
  apps: null,
  mailboxBytes: null,
  hasArchive: null,
  recoverableQuotaBytes: null,
  oneDriveBytes: null,
});

/** The later of two days. The report of one service may have a later day than the overview. */
const later = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && other > one) ? other : one;

/** Joins the rows of several reports by user. Rows without a name are left out; those of the overview are counted. */
export const joinUsageReports = () => {
  const users = new Map<string, UserUsage>();
  let unnamedRows = 0;
  const change = (name: string, part: (usage: UserUsage) => Partial<UserUsage>): void => {
    const upn = name.trim().toLowerCase();
    if (!isUserPrincipalName(upn)) return;
    const usage = users.get(upn) ?? emptyUsage(upn);
    users.set(upn, { ...usage, ...part(usage) });
  };
  return {
    activity(row: z.output<typeof ActiveUserRow>): void {
      if (!isUserPrincipalName(row['User Principal Name'])) unnamedRows += 1;
      change(row['User Principal Name'], () => ({
        isInOverview: true,
        exchangeOn: row['Exchange Last Activity Date'],
        oneDriveOn: row['OneDrive Last Activity Date'],
        sharePointOn: row['SharePoint Last Activity Date'],
        teamsOn: row['Teams Last Activity Date'],
        vivaEngageOn: row['Yammer Last Activity Date'],
      }));
    },
    mailbox(row: z.output<typeof MailboxRow>): void {
      if (row['Is Deleted'] === true) return;
      change(row['User Principal Name'], ({ exchangeOn }) => ({
        exchangeOn: later(exchangeOn, row['Last Activity Date']),
        mailboxBytes: row['Storage Used (Byte)'],
        hasArchive: row['Has Archive'],
        recoverableQuotaBytes: row['Deleted Item Quota (Byte)'],
      }));
    },
    drive(row: z.output<typeof DriveRow>): void {
      if (row['Is Deleted'] === true) return;
      change(row['Owner Principal Name'], ({ oneDriveOn }) => ({
        oneDriveOn: later(oneDriveOn, row['Last Activity Date']),
        oneDriveBytes: row['Storage Used (Byte)'],
      }));
    },
    apps: (row: z.output<typeof AppRow>): void =>
      change(row['User Principal Name'], () => ({
        apps: {
          lastOn: row['Last Activity Date'],
          desktop: row.Windows === true || row.Mac === true,
          mobile: row.Mobile === true,
          web: row.Web === true,
        },
      })),
    unnamedRows: (): number => unnamedRows,
    all: (): readonly UserUsage[] => [...users.values()],
  };
};
