import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownAddresses } from '#shared/communications/own-addresses.ts';
import { type VisibleItem, visibleEvents, visibleMessages } from '#shared/communications/visible-items.ts';
import { anyPerson, clock, eventRows, messageRows, nowMilliseconds } from '#test/support/communications-arbitraries.ts';
import { eventsSeenBy, messagesSeenBy, type OraclePerson } from '#test/support/visibility-oracle.ts';

const onlooker = ({ role, email, proxies }: OraclePerson) => ({
  role,
  addresses: ownAddresses(email, [
    { upn: email, mail: email, proxyAddresses: [email, ...proxies], userType: 'member' },
  ]),
});
async function* each<Row>(rows: readonly Row[]) {
  yield* rows;
}
const idsOf = async (seen: AsyncIterable<VisibleItem<unknown>>) =>
  (await Array.fromAsync(seen)).map(({ itemId }) => itemId).toSorted();
const oracleIds = (sights: readonly { readonly itemId: string }[]) => sights.map(({ itemId }) => itemId).toSorted();

describe('visible messages and events', () => {
  it('match the messages of the oracle, also when counted', async () => {
    await fc.assert(
      fc.asyncProperty(messageRows, anyPerson, async (rows, who) => {
        expect(await idsOf(visibleMessages(onlooker(who), each(rows), clock.now()))).toEqual(
          oracleIds(messagesSeenBy(who, rows, nowMilliseconds)),
        );
      }),
    );
  });

  it('match the events of the oracle', async () => {
    await fc.assert(
      fc.asyncProperty(eventRows, anyPerson, async (rows, who) => {
        expect(await idsOf(visibleEvents(onlooker(who), each(rows), clock.now()))).toEqual(
          oracleIds(eventsSeenBy(who, rows, nowMilliseconds)),
        );
      }),
    );
  });
});
