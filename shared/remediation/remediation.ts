import type { PortalPageKey } from '#shared/portals/portal-pages.ts';
import type { PowerShellModule } from './powershell.ts';
import type { RemediationRole } from './roles.ts';

/** The order of an incident response: stop it, save what proves it, clean up, search, inform, prevent. */
export const phases = ['contain', 'preserve', 'remove', 'look', 'tell', 'prevent'] as const;
export type Phase = (typeof phases)[number];

/** One thing to do, written for a level-1 technician. */
export interface RemediationStep {
  /** One sentence with one idea, as an instruction. */
  readonly text: string;
  /** The least role that may do it, or who else does it. */
  readonly who: RemediationRole;
  /** The role that is needed if the person is an administrator. */
  readonly whoForAdmins?: RemediationRole;
  /** The menu path in a portal, or the place outside of the portals. */
  readonly where: string;
  /** The page that is linked. Without it there is nothing to open. */
  readonly link?: PortalPageKey;
  /** Ids in the link that do not depend on the tenant. */
  readonly object?: Readonly<Record<string, string>>;
  readonly minutes: number;
  /** `<name>` stands for a value. Known values are put in for a tenant; the connection to it is added. */
  readonly powershell?: { readonly module: PowerShellModule; readonly commands: readonly string[] };
  /** Only of threats. */
  readonly phase?: Phase;
  /** What of the step could not be checked in Microsoft's documentation. */
  readonly unverified?: string;
}

/** How a finding is fixed. */
export interface Remediation {
  readonly steps: readonly RemediationStep[];
  /** How to see that it worked. */
  readonly verify: string;
  /** When to stop, and whom to call. */
  readonly escalate: string;
  /** What is good to know beside the steps. */
  readonly notes?: readonly string[];
  /** The day on which roles and menu paths were compared with the sources. No link was opened in a live tenant. */
  readonly verifiedOn: string;
  /** What could not be checked in Microsoft's current documentation. */
  readonly unverified?: string;
  /** Where roles, menu paths and commands were read. */
  readonly sources: readonly string[];
}
