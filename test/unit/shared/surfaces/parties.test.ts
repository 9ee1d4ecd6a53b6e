import { expect, it } from 'vitest';
import { partiesOf, previewOf } from '#shared/surfaces/parties.ts';

const party = (address: string | null, name: string | null = null) => ({ emailAddress: { address, name } });

it('keeps each usable address once, as first written', () => {
  const parties = partiesOf([
    party('Ada@Contoso.example', 'Ada'),
    party('ada@contoso.EXAMPLE', 'Somebody else'),
    party('/o=ExchangeLabs/cn=bo'),
    party(null, 'Nobody'),
    { emailAddress: null },
    {},
  ]);
  expect(parties).toEqual([{ address: 'ada@contoso.example', name: 'Ada' }]);
});

it('truncates a text to the length of a preview', () => {
  expect(previewOf('x'.repeat(300))).toHaveLength(255);
  expect([...(previewOf('🔥'.repeat(300)) ?? '')].every((character) => character === '🔥')).toBe(true);
  expect(previewOf('🔥'.repeat(300))?.length).toBeLessThanOrEqual(255);
  expect([previewOf('  '), previewOf(null)]).toEqual([null, null]);
});
