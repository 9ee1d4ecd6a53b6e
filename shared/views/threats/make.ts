import type { z } from 'zod';
import { sumOrUnknown } from '#shared/book/combined-numbers.ts';
import { portalTenantOf } from '#shared/book/portal-tenant.ts';
import { tenantRefOf } from '#shared/book/tenant-ref.ts';
import { subjectId } from '#shared/kernel/subject.ts';
import { givenOrPortalLink } from '#shared/portals/given-link.ts';
import { flaggedRules, oldestMailboxReadOn, unreadMailboxCount } from '#shared/posture/inbox-rules.ts';
import { hasFacts } from '#shared/posture/readable.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { CardInput } from '../define-view.ts';
import { itemsOfReadTenants, sectionOf } from '../section.ts';
import {
  bySeverity,
  isShownAt,
  type SubjectStatus,
  subjectStatuses,
  type TenantView,
  userNames,
} from '../subject-status.ts';
import type { ThreatsView } from './shape.ts';

type View = z.input<typeof ThreatsView>;
type Rule = View['forwardingRules']['items'][number];
type Alert = View['alerts']['items'][number];
type PersonAtRisk = View['riskyUsers']['items'][number];

const rulesOf =
  (findingId: string, customer: Customer) =>
  (of: TenantView): Rule[] => {
    const [shows, nameOf, statuses] = [isShownAt(customer, of), userNames(of.posture), subjectStatuses(findingId, of)];
    return flaggedRules(of.posture).flatMap(({ userId, readOn, rule: { hasSuspiciousName: _name, ...rule } }) => {
      const subjectStatus = statuses.get(subjectId({ kind: 'rule', userId, ruleId: rule.ruleId }));
      if (subjectStatus === undefined || !shows(userId)) return [];
      const { name: user, upn } = nameOf(userId);
      return [{ ...tenantRefOf(of.tenant), userId, user, upn, ...rule, readOn, ...subjectStatus }];
    });
  };

const alertsOf = (of: TenantView): Alert[] => {
  const statuses = subjectStatuses('alerts.none-active', of);
  return of.posture.facts('defender-alerts').flatMap(({ severity: microsoftSeverity, ...alert }) => {
    const subjectStatus = statuses.get(alert.alertId);
    if (subjectStatus === undefined) return [];
    const { url } = givenOrPortalLink(alert.url, 'defender.alert', portalTenantOf(of.tenant), {
      alertId: alert.alertId,
    });
    return [{ ...tenantRefOf(of.tenant), ...alert, url, microsoftSeverity, ...subjectStatus, status: alert.status }];
  });
};

const riskyUsersOf =
  (customer: Customer) =>
  (of: TenantView): PersonAtRisk[] => {
    const statuses = subjectStatuses('users.none-at-risk', of);
    const [shows, nameOf] = [isShownAt(customer, of), userNames(of.posture)];
    return of.posture.facts('risky-users').flatMap(({ userId, upn, level, state: riskState, detail, updatedAt }) => {
      const subjectStatus = statuses.get(userId);
      if (subjectStatus === undefined || !shows(userId)) return [];
      const known = nameOf(userId);
      const who = { ...tenantRefOf(of.tenant), userId, user: known.name, upn: known.upn ?? upn };
      return [{ ...who, level, riskState, detail, updatedAt, ...subjectStatus }];
    });
  };

/** The current threats of a customer: suspicious inbox rules, Defender alerts and risky users. */
export const threatsView = (of: CardInput): View => {
  const { customer, tenants } = of;
  const worstFirst = <Item extends Pick<SubjectStatus, 'severity'>>(
    surfaceId: string,
    ofTenant: (tenant: TenantView) => readonly Item[],
  ) => itemsOfReadTenants(tenants, surfaceId, ofTenant).sort(bySeverity);
  const mailboxesUnread = sumOrUnknown(
    tenants.map(({ posture }) => (hasFacts(posture, 'mailbox-settings') ? unreadMailboxCount(posture) : null)),
  );
  const oldestReadOn = tenants.flatMap(({ posture }) => oldestMailboxReadOn(posture) ?? []).toSorted()[0] ?? null;
  const rules = (findingId: string) => ({
    ...sectionOf(of, ['inbox-rules', 'mailbox-settings'], worstFirst('inbox-rules', rulesOf(findingId, customer))),
    mailboxesUnread,
    oldestMailboxReadOn: oldestReadOn,
  });
  return {
    forwardingRules: rules('mailboxes.no-external-forwarding'),
    hidingRules: rules('mailboxes.no-hiding-rules'),
    alerts: sectionOf(of, ['defender-alerts'], worstFirst('defender-alerts', alertsOf)),
    riskyUsers: sectionOf(of, ['risky-users'], worstFirst('risky-users', riskyUsersOf(customer))),
  };
};
