import { expect, it } from 'vitest';
import { livePlans } from '#shared/microsoft/plans.ts';
import type { Licence } from '#shared/surfaces/licences/schema.ts';

const licence = (
  capabilityStatus: Licence['capabilityStatus'],
  name: string,
  provisioningStatus = 'Success',
): Licence => ({
  skuId: name,
  partNumber: name,
  capabilityStatus,
  appliesTo: 'user',
  enabled: 1,
  warning: 0,
  suspended: 0,
  lockedOut: 0,
  consumed: 0,
  servicePlans: [{ planId: name, name, provisioningStatus }],
});

it('counts plans of SKUs that work, in grace too, and none that is switched off', () => {
  const plans = livePlans([
    licence('enabled', 'A'),
    licence('warning', 'B'),
    licence('suspended', 'C'),
    licence('deleted', 'D'),
    licence('unknown', 'E'),
    licence('enabled', 'F', 'Disabled'),
    licence('enabled', 'G', 'PendingInput'),
  ]);
  expect([...plans]).toEqual(['A', 'B', 'G']);
});
