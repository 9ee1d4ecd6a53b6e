import type { SimulatedTenant } from '#local/microsoft/tenant.ts';

/** One customer of the demo MSP, the tenant that stands behind it, and how it is connected. */
export interface DemoCustomer {
  readonly name: string;
  readonly domains: readonly string[];
  readonly tenant: SimulatedTenant;
  readonly reads: readonly ('posture' | 'communications')[];
  /** The allow-list of technician mailboxes. */
  readonly mailboxes: readonly string[];
  readonly ownTenant: boolean;
  /** Linked by name, because no domain links it. */
  readonly linkedByName: boolean;
  /** Puts the tenant back to how it was a day ago, and answers the way to today; undefined where nothing happened since that a second reading would tell. */
  readonly revertToYesterday?: (tenant: SimulatedTenant) => () => void;
  /** What the MSP's PSA exports of its agreement with the customer, as CSV; undefined where nobody has uploaded one. */
  readonly contractCsv?: string;
  /** What was agreed on beside Microsoft's list. */
  readonly prices?: readonly {
    readonly partNumber: string;
    readonly pricePerSeatMonth: number;
    readonly source: string;
  }[];
}

/** A customer as most are: linked by its domain, read for posture alone. */
export const demoCustomer = (name: string, tenant: SimulatedTenant): DemoCustomer => ({
  name,
  domains: tenant.domains.filter(({ isInitial }) => !isInitial).map((domain) => domain.name),
  tenant,
  reads: ['posture'],
  mailboxes: [],
  ownTenant: false,
  linkedByName: false,
});
