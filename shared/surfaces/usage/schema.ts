import { z } from 'zod';
import { CalendarDate } from '#shared/kernel/clock.ts';

/** A cell of a report: a day, or empty. */
const Day = z.string().transform((text, context): string | null => {
  if (text === '') return null;
  if (CalendarDate.safeParse(text).success) return text;
  context.addIssue({ code: 'custom', message: 'must be a day or empty' });
  return z.NEVER;
});
const Bytes = z
  .string()
  .regex(/^\d*$/, 'must be a number of bytes')
  .transform((text) => (text === '' ? null : Number(text)));
/** `True` or `Yes`, or their opposites. Undefined where an older report lacks the column. */
const Flag = z
  .string()
  .optional()
  .transform((text) => (text === undefined || text === '' ? null : /^(true|yes)$/i.test(text)));

/** Rows as the reports write them. https://learn.microsoft.com/graph/api/reportroot-getoffice365activeuserdetail */
export const ActiveUserRow = z.object({
  'Report Refresh Date': Day,
  'User Principal Name': z.string(),
  'Exchange Last Activity Date': Day,
  'OneDrive Last Activity Date': Day,
  'SharePoint Last Activity Date': Day,
  'Teams Last Activity Date': Day,
  'Yammer Last Activity Date': Day,
});
/** https://learn.microsoft.com/graph/api/reportroot-getmailboxusagedetail */
export const MailboxRow = z.object({
  'User Principal Name': z.string(),
  'Is Deleted': Flag,
  'Last Activity Date': Day,
  'Storage Used (Byte)': Bytes,
  'Deleted Item Quota (Byte)': Bytes.optional().transform((bytes) => bytes ?? null),
  'Has Archive': Flag,
});
/** https://learn.microsoft.com/graph/api/reportroot-getonedriveusageaccountdetail */
export const DriveRow = z.object({
  'Owner Principal Name': z.string(),
  'Is Deleted': Flag,
  'Last Activity Date': Day,
  'Storage Used (Byte)': Bytes,
});
/** https://learn.microsoft.com/graph/api/reportroot-getm365appuserdetail */
export const AppRow = z.object({
  'User Principal Name': z.string(),
  'Last Activity Date': Day,
  Windows: Flag,
  Mac: Flag,
  Mobile: Flag,
  Web: Flag,
});

/** Whether the reports can be used: one record per tenant. */
export const UsageReport = z.object({
  kind: z.literal('report'),
  /** User names are concealed in this tenant, so nothing else is known. */
  isConcealed: z.boolean(),
  /** The last day that the reports cover, about two days ago. Null where the overview has no row. */
  refreshedOn: CalendarDate.nullable(),
  /** Rows of the overview without a user principal name, such as `(Unknown)`: each may be of any user. */
  unnamedRows: z.int().nonnegative(),
});

/**
 * The usage of one user, keyed by user principal name in lower case. Null means no activity within half a year, or that
 * the report does not say.
 */
export const UserUsage = z.object({
  kind: z.literal('user'),
  upn: z.string(),
  /** Whether the overview of all services has a row of the user. Without it a missing day says nothing. */
  isInOverview: z.boolean(),
  exchangeOn: CalendarDate.nullable(),
  oneDriveOn: CalendarDate.nullable(),
  sharePointOn: CalendarDate.nullable(),
  teamsOn: CalendarDate.nullable(),
  vivaEngageOn: CalendarDate.nullable(),
  /** Microsoft 365 apps. Null where the report does not list the user. */
  apps: z
    .object({
      lastOn: CalendarDate.nullable(),
      /** Used on a PC or a Mac, which plans without desktop apps do not include. */
      desktop: z.boolean(),
      mobile: z.boolean(),
      web: z.boolean(),
    })
    .nullable(),
  mailboxBytes: z.number().nullable(),
  hasArchive: z.boolean().nullable(),
  /** Quota of recoverable items: 30 GB, and 100 GB when the mailbox is on hold. Null where the report lacks it. */
  recoverableQuotaBytes: z.number().nullable(),
  oneDriveBytes: z.number().nullable(),
});
export type UserUsage = z.output<typeof UserUsage>;

export const Usage = z.discriminatedUnion('kind', [UsageReport, UserUsage]);
export type Usage = z.output<typeof Usage>;
