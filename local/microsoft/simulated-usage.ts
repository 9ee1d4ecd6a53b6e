/** What somebody used, as the usage reports know it. Days, `2026-11-20`; null is never. */
export interface SimulatedUsage {
  exchangeOn: string | null;
  oneDriveOn: string | null;
  sharePointOn: string | null;
  teamsOn: string | null;
  vivaEngageOn: string | null;
  /** Where the apps were used within half a year. */
  appsOn: readonly ('Windows' | 'Mac' | 'Mobile' | 'Web')[];
  mailboxBytes: number;
  hasArchive: boolean;
  /** A hold is on the mailbox. */
  isOnHold: boolean;
  oneDriveBytes: number;
}

/** What the reports of a tenant are like, beside what follows from its people. */
export interface SimulatedUsageReports {
  /** Names are concealed unless an admin shows them. */
  concealsNames: boolean;
  /** By user. */
  overrides: Record<string, Partial<SimulatedUsage>>;
}
