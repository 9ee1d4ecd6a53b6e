import type { z } from 'zod';
import { tenantRefOf } from '#shared/book/tenant-ref.ts';
import { percent } from '#shared/posture/tenant-numbers.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { CardInput } from '../define-view.ts';
import { isReadInAllTenants, itemsOfReadTenants, sectionOf } from '../section.ts';
import { bySeverity, isShownAt, subjectStatuses, type TenantView, userNames } from '../subject-status.ts';
import type { DevicesView } from './shape.ts';

type View = z.input<typeof DevicesView>;
type Device = View['devices']['items'][number];
type Counts = NonNullable<View['counts']>;

const devicesOf =
  (customer: Customer) =>
  (of: TenantView): Device[] => {
    const statuses = subjectStatuses('devices.compliant', of);
    const [shows, nameOf] = [isShownAt(customer, of), userNames(of.posture)];
    return of.posture.facts('managed-devices').flatMap((fact) => {
      const status = fact.kind === 'device' ? statuses.get(fact.deviceId) : undefined;
      if (fact.kind !== 'device' || status === undefined) return [];
      const { kind: _kind, state: compliance, userId, ...device } = fact;
      if (userId !== null && !shows(userId)) return [];
      const user = userId === null ? null : nameOf(userId).name;
      return [{ ...tenantRefOf(of.tenant), ...device, userId, user, compliance, ...status }];
    });
  };

const countsOf = ({ posture }: TenantView): Counts[] =>
  posture.facts('managed-devices').flatMap((fact) => {
    if (fact.kind !== 'counts') return [];
    const { devices, compliant, noncompliant, inGrace, notKnown } = fact;
    return [{ devices, compliant, noncompliant, inGrace, notKnown }];
  });

const none: Counts = { devices: 0, compliant: 0, noncompliant: 0, inGrace: 0, notKnown: 0 };

const added = (one: Counts, other: Counts): Counts => ({
  devices: one.devices + other.devices,
  compliant: one.compliant + other.compliant,
  noncompliant: one.noncompliant + other.noncompliant,
  inGrace: one.inGrace + other.inGrace,
  notKnown: one.notKnown + other.notKnown,
});

/** The compliance of the managed devices of a customer. */
export const devicesView = (of: CardInput): View => {
  const { customer, tenants } = of;
  const counts = isReadInAllTenants(tenants, 'managed-devices') ? tenants.flatMap(countsOf).reduce(added, none) : null;
  return {
    counts,
    compliantPercent: percent(counts?.compliant ?? null, counts?.devices ?? null),
    devices: sectionOf(
      of,
      ['managed-devices', 'users'],
      itemsOfReadTenants(tenants, 'managed-devices', devicesOf(customer)).sort(bySeverity),
    ),
  };
};
