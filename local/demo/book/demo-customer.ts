import type { SimulatedTenant } from '#local/microsoft/tenant.ts';

/** A customer of the demo MSP, its tenant, and how it is connected. */
export interface DemoCustomer {
  readonly name: string;
  readonly domains: readonly string[];
  readonly tenant: SimulatedTenant;
  readonly reads: readonly ('posture' | 'communications')[];
  /** The allow-list of technician mailboxes. */
  readonly mailboxes: readonly string[];
  readonly ownTenant: boolean;
  /** Named at the connection, because no domain links it. */
  readonly linkedByName: boolean;
  /**
   * Sets the tenant back to yesterday's state. Returns a function that restores today's. Undefined when nothing changed
   * since yesterday.
   */
  readonly revertToYesterday?: (tenant: SimulatedTenant) => () => void;
  /** The PSA's export of the agreement with the customer, as CSV; undefined when none was uploaded. */
  readonly contractCsv?: string;
  /** What the screen shows of the proof about its sign-ins; undefined for a customer of whom it shows nothing. */
  readonly signIns?: string;
  /** Agreed prices that differ from Microsoft's list prices. */
  readonly prices?: readonly {
    readonly partNumber: string;
    readonly pricePerSeatMonth: number;
    readonly source: string;
  }[];
}

/** An ordinary customer: linked by its domain, read for posture only. */
export const demoCustomer = (name: string, tenant: SimulatedTenant): DemoCustomer => ({
  name,
  domains: tenant.domains.filter(({ isInitial }) => !isInitial).map((domain) => domain.name),
  tenant,
  reads: ['posture'],
  mailboxes: [],
  ownTenant: false,
  linkedByName: false,
});
