import type { CustomerId } from '#shared/kernel/ids.ts';
import { percent, type TenantNumbers } from '#shared/posture/tenant-numbers.ts';
import type { BookLine } from './book-tenants.ts';
import { combinedTenantNumbers, unknownTenantNumbers } from './combined-numbers.ts';
import type { Seen } from './seen.ts';

/** The percentages that are compared between customers; higher is better. */
const signals: Readonly<Record<string, (numbers: TenantNumbers) => number | null>> = {
  'mfa-registered-percent': ({ users }) => percent(users.registered, users.of),
  'mfa-capable-percent': ({ users }) => percent(users.capable, users.of),
  'mfa-enforced-percent': ({ users }) => percent(users.enforced, users.of),
  'phishing-resistant-percent': ({ users }) => percent(users.phishingResistant, users.of),
  'privileged-mfa-capable-percent': ({ privileged }) => percent(privileged.capable, privileged.of),
  'secure-score-percent': ({ secureScore }) => percent(secureScore?.current ?? null, secureScore?.max ?? null),
};

export interface SignalLine {
  readonly signal: string;
  /** The average over the customers with a known value; null if there is none. */
  readonly average: number | null;
  readonly customers: number;
  readonly seen: Seen;
  readonly worst: { readonly customerId: CustomerId; readonly customerName: string; readonly value: number } | null;
}

/** Each signal over the customers. Tenants without a customer are left out. */
export const signalLines = (lines: readonly BookLine[]): SignalLine[] => {
  const known = lines.flatMap(({ customer, tenants }) =>
    customer === undefined
      ? []
      : [
          {
            customerId: customer.customerId,
            customerName: customer.name,
            numbers: combinedTenantNumbers(tenants.map(({ summary }) => summary?.numbers ?? unknownTenantNumbers)),
          },
        ],
  );
  return Object.entries(signals).map(([signal, measure]) => {
    const values = known.flatMap(({ customerId, customerName, numbers }) => {
      const value = measure(numbers);
      return value === null ? [] : [{ customerId, customerName, value }];
    });
    const worst = values.toSorted((one, other) => one.value - other.value)[0] ?? null;
    const total = values.reduce((sum, { value }) => sum + value, 0);
    const average = values.length === 0 ? null : Math.round((total / values.length) * 10) / 10;
    return {
      signal,
      average,
      customers: values.length,
      seen: { of: known.length, judged: values.length },
      worst,
    };
  });
};
