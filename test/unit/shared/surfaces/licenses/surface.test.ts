import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '#shared/kernel/errors.ts';
import { licenses } from '#shared/surfaces/licenses/surface.ts';
import { fakeGraphReader, fixture, readFacts } from '#test/support/graph-reader.ts';

const answers = fixture('licenses', 'business-premium');
const businessPremium = {
  skuId: 'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46',
  partNumber: 'SPB',
  capabilityStatus: 'enabled',
  appliesTo: 'user',
  enabled: 25,
  warning: 1,
  suspended: 0,
  lockedOut: 0,
  consumed: 14,
  servicePlans: [
    { planId: '41781fb2-bc02-4b7c-bd55-b576c07bb09d', name: 'AAD_PREMIUM', provisioningStatus: 'Success' },
  ],
};
const free = {
  skuId: 'f30db892-07e9-47e9-837c-80727f46fd3d',
  partNumber: 'FLOW_FREE',
  capabilityStatus: 'unknown',
  appliesTo: 'unknown',
  enabled: 10000,
  warning: 0,
  suspended: 0,
  lockedOut: 0,
  consumed: 0,
  servicePlans: [],
};

describe('licenses', () => {
  it('renew with the first of their active subscriptions', async () => {
    expect(await readFacts(licenses, fakeGraphReader(answers))).toEqual([
      { ...businessPremium, renewsAt: '2026-12-01T00:00:00.000Z', isTrial: false },
      { ...free, renewsAt: null, isTrial: null },
    ]);
  });

  it.each([
    ['all service plans', ['Company', 'Company'], 'company'],
    ['some service plans', ['User', 'Company'], 'user'],
    ['no service plan', [], 'user'],
  ])('apply to the company only if all service plans do: %s', async (_which, plans, appliesTo) => {
    const [sku] = z.object({ value: z.array(z.looseObject({})) }).parse(answers['/subscribedSkus']).value;
    const servicePlans = plans.map((each, at) => ({
      servicePlanId: `plan-${at}`,
      servicePlanName: `PLAN_${at}`,
      appliesTo: each,
    }));
    const graph = fakeGraphReader({ ...answers, '/subscribedSkus': { value: [{ ...sku, servicePlans }] } });
    expect((await readFacts(licenses, graph))[0]).toMatchObject({ appliesTo });
  });

  it.each(['NeedsAccess', 'NotFound', 'MicrosoftRefused'] as const)(
    'are read without renewals after %s',
    async (code) => {
      const graph = fakeGraphReader({ ...answers, '/directory/subscriptions': new AppError(code, 'no') });
      expect(await readFacts(licenses, graph)).toEqual([businessPremium, free]);
    },
  );

  it.each(['MicrosoftThrottled', 'MicrosoftUnavailable', 'TokenRefused'] as const)('stop at %s', async (code) => {
    const graph = fakeGraphReader({ ...answers, '/directory/subscriptions': new AppError(code, 'no') });
    await expect(readFacts(licenses, graph)).rejects.toMatchObject({ code });
  });

  it('stop at a SKU without consumed units', async () => {
    const sku = { skuId: 's', skuPartNumber: 'SPB', prepaidUnits: {} };
    const graph = fakeGraphReader({ ...answers, '/subscribedSkus': { value: [sku] } });
    await expect(readFacts(licenses, graph)).rejects.toMatchObject({ details: { field: 'consumedUnits' } });
  });
});
