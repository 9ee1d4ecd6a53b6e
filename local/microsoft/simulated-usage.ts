/** The usage of one user in the usage reports. Days as `2026-11-20`; null means never. */
export interface SimulatedUsage {
  exchangeOn: string | null;
  oneDriveOn: string | null;
  sharePointOn: string | null;
  teamsOn: string | null;
  vivaEngageOn: string | null;
  /** Platforms on which the apps were used within 180 days. */
  appsOn: readonly ('Windows' | 'Mac' | 'Mobile' | 'Web')[];
  mailboxBytes: number;
  hasArchive: boolean;
  /** A hold is on the mailbox. */
  isOnHold: boolean;
  oneDriveBytes: number;
}

/** The usage reports of a tenant, as far as they differ from typical usage. */
export interface SimulatedUsageReports {
  /** Whether the reports conceal user names, Microsoft's default. */
  concealsNames: boolean;
  /** By user id. */
  overrides: Record<string, Partial<SimulatedUsage>>;
}
