import { z } from 'zod';
import { givenOrPortalLink } from '#shared/portals/given-link.ts';
import { findPortalLink, type PortalLink, type PortalTenant, portalLink } from '#shared/portals/portal-link.ts';
import { portalPages } from '#shared/portals/portal-pages.ts';
import type { ObjectValues } from './object-values.ts';
import { scriptFor } from './powershell.ts';
import { phases, type Remediation, type RemediationStep } from './remediation.ts';

/** A step for one tenant. */
export const StepAnswer = z.object({
  text: z.string(),
  /** The Microsoft role that is needed. */
  who: z.string(),
  /** The menu path. It stays right if a link of Microsoft's portals changes. */
  where: z.string(),
  /** Opens the tenant and, if known, the object. Absent if there is nothing to open. */
  link: z.string().optional(),
  minutes: z.int().positive(),
  /** Commands, one a line, that begin with the connection to the tenant. */
  powershell: z.string().optional(),
  /** For threats: the part of the incident response. */
  phase: z.enum(phases).optional(),
});
export type StepAnswer = z.output<typeof StepAnswer>;

export interface StepContext {
  readonly tenant: PortalTenant & { readonly name: string };
  readonly values: ObjectValues;
  /** Whether the account in question has a privileged role. */
  readonly isAdmin: boolean;
  /** Addresses that Microsoft gives for the object. */
  readonly given: { readonly alertUrl?: unknown; readonly controlUrl?: unknown };
  /** Whether the app of the connection is registered in another tenant. */
  readonly isAppRegisteredElsewhere: boolean;
}

const linkOf = ({ link: key, object = {} }: RemediationStep, context: StepContext): PortalLink | undefined => {
  const { tenant, values, given, isAppRegisteredElsewhere } = context;
  if (key === undefined) return undefined;
  if (key === 'defender.alert') return givenOrPortalLink(given.alertUrl, key, tenant, values);
  if (key === 'defender.secure-score.control') return givenOrPortalLink(given.controlUrl, key, tenant, values);
  if (isAppRegisteredElsewhere && key.startsWith('entra.app-registrations.')) return undefined;
  return findPortalLink(key, tenant, { ...values, ...object });
};

const hintsOf = (
  { link: key }: RemediationStep,
  { tenant, isAppRegisteredElsewhere }: StepContext,
  opened: { readonly link: PortalLink | undefined; readonly script: { readonly carriesTenant: boolean } | undefined },
): readonly string[] => {
  if (isAppRegisteredElsewhere && key?.startsWith('entra.app-registrations.'))
    return ['Do this in the tenant in which the app is registered.'];
  const isPortalOpen = opened.link?.carriesTenant === false;
  const isShellOpen = opened.script?.carriesTenant === false;
  if (isPortalOpen && isShellOpen)
    return [`Make sure the portal shows ${tenant.name}, and that PowerShell is connected to it.`];
  return [
    ...(isPortalOpen ? [`Make sure the portal shows ${tenant.name}.`] : []),
    ...(isShellOpen ? [`Make sure PowerShell is connected to ${tenant.name}.`] : []),
  ];
};

/** The menu path, beginning with the portal that is linked if another one leads there. */
const whereOf = ({ link: key, where }: RemediationStep, link: PortalLink | undefined): string => {
  const page = key === undefined ? undefined : portalPages[key].where;
  return page !== undefined && link?.where.endsWith(` > ${page}`)
    ? `${link.where.slice(0, -page.length)}${where}`
    : where;
};

const stepFor = (step: RemediationStep, context: StepContext): StepAnswer => {
  const link = linkOf(step, context);
  const script = step.powershell && scriptFor(step.powershell, context.tenant, context.values);
  return {
    text: [step.text, ...hintsOf(step, context, { link, script })].join(' '),
    who: (context.isAdmin ? step.whoForAdmins : undefined) ?? step.who,
    where: whereOf(step, link),
    ...(link === undefined ? {} : { link: link.url }),
    minutes: step.minutes,
    ...(script === undefined ? {} : { powershell: script.text }),
    ...(step.phase === undefined ? {} : { phase: step.phase }),
  };
};

export const stepsFor = ({ steps }: Remediation, context: StepContext): StepAnswer[] =>
  steps.map((step) => stepFor(step, context));

/** The page to open first: that of the first step with a link. */
export const firstLink = (steps: readonly StepAnswer[], tenant: PortalTenant): string =>
  steps.find(({ link }) => link !== undefined)?.link ?? portalLink('entra.home', tenant).url;
