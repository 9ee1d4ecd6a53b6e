import type { FaultRule, Service } from '#local/microsoft/faults.ts';

/** Entra's token endpoint and Graph's services. */
const services: readonly Service[] = [
  'token',
  'directory',
  'reports',
  'conditional-access',
  'security',
  'service-communications',
  'sharepoint',
  'usage-reports',
  'intune',
  'outlook',
];

/**
 * Of a hundred answers ten are throttled, two are server errors and one is truncated; of a hundred tenants one has a
 * malformed list. A request within a second of a 429 counts as in flight, so every Retry-After is longer than that:
 * otherwise no request could be too early.
 */
export const transientFaults: Readonly<Record<'everywhere' | 'poison', readonly FaultRule[]>> = {
  everywhere: services.flatMap((service): FaultRule[] => [
    { match: { service, percent: 2 }, fault: { status: 429, retryAfter: 4 } },
    { match: { service, percent: 8 }, fault: { status: 429, retryAfter: 2 } },
    { match: { service, percent: 2 }, fault: { status: 503 } },
    { match: { service, percent: 1 }, fault: { malformed: 'truncated' } },
  ]),
  poison: [{ match: { template: '/domains' }, fault: { status: 200, body: { value: [{ id: 7 }] } } }],
};

/** Every service throttles this share of its requests for two and a half seconds. */
export const throttledEverywhere = (percent: number): readonly FaultRule[] =>
  services.map((service): FaultRule => ({ match: { service, percent }, fault: { status: 429, retryAfter: 2.5 } }));

const poisonedEvery = 100;
/** The eleventh of each hundred, so that a small book has a poisoned tenant, too. */
export const isPoisoned = (index: number): boolean => index % poisonedEvery === 10;
