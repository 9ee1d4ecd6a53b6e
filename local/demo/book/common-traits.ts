import { aRule } from '#local/microsoft/generate/generate-threats.ts';
import type { SimulatedRule } from '#local/microsoft/mailbox.ts';
import { hardenedDirectoryPolicies } from '#local/microsoft/simulated-directory-policies.ts';
import { anIssue, type SimulatedServiceIssue } from '#local/microsoft/simulated-service-health.ts';
import { hardenedSharePoint } from '#local/microsoft/simulated-sharepoint.ts';
import type { SimulatedTenant } from '#local/microsoft/tenant.ts';
import { addSeconds, instantOf } from '#shared/kernel/clock.ts';

/** Sets everything as a careful administrator would. Files may be shared with guests of one partner only. */
export const hardenSettings = (tenant: SimulatedTenant): void => {
  tenant.directoryPolicies = hardenedDirectoryPolicies(tenant.users[0]?.id ?? '');
  tenant.sharePoint = hardenedSharePoint('partner.example');
};

/** A rule that an attacker leaves behind. The address is the same in every affected tenant. */
export const exfiltrationRule = (): SimulatedRule =>
  aRule('..', {
    actions: {
      forwardTo: [{ name: '', address: 'collector@dropbox-mail.example.net' }],
      delete: true,
    },
  });

const hoursAgo = (now: Date, hours: number): string => instantOf(addSeconds(now, -hours * 3600));

/** An incident with the same id in every affected tenant. */
export const delayedMailIncident = (now: Date): SimulatedServiceIssue =>
  anIssue({
    id: 'EX1184207',
    title: 'Some users see mail from outside delayed by up to two hours',
    service: 'Exchange Online',
    feature: 'Mail flow',
    startsAt: hoursAgo(now, 5),
    updatedAt: hoursAgo(now, 1),
  });

export const slowSearchAdvisory = (now: Date): SimulatedServiceIssue =>
  anIssue({
    id: 'TM1183950',
    title: 'Search in Microsoft Teams may miss recent messages',
    service: 'Microsoft Teams',
    feature: 'Search',
    classification: 'advisory',
    startsAt: hoursAgo(now, 50),
    updatedAt: hoursAgo(now, 20),
  });
