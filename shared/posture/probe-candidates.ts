import type { FactsBySurface } from './facts.ts';
import type { Posture } from './posture.ts';

/** Whom the probe may ask for. */
export interface ProbeCandidate {
  readonly userId: string;
  readonly upn: string;
}

/** Plans of Exchange that come without a mailbox of one's own. */
const withoutMailbox = /^EXCHANGE_S_(FOUNDATION|ARCHIVE)/;

/** By SKU, the plans that give a mailbox. */
const mailboxPlans = (licenses: readonly FactsBySurface['licenses'][]): ReadonlyMap<string, readonly string[]> =>
  new Map(
    licenses.map(({ skuId, servicePlans }) => [
      skuId,
      servicePlans
        .filter(({ name }) => name.startsWith('EXCHANGE_S_') && !withoutMailbox.test(name))
        .map(({ planId }) => planId),
    ]),
  );

/** Enabled users whose license gives them a mailbox, none of whose addresses is on the allow-list; in an order that stays. */
export const probeCandidates = (posture: Posture, allowList: readonly string[]): readonly ProbeCandidate[] => {
  const listed = new Set(allowList.map((mailbox) => mailbox.toLowerCase()));
  const plans = mailboxPlans(posture.facts('licenses'));
  return posture
    .facts('users')
    .filter(({ accountEnabled }) => accountEnabled)
    .filter(({ licenses }) =>
      licenses.some(({ skuId, disabledPlanIds }) => plans.get(skuId)?.some((plan) => !disabledPlanIds.includes(plan))),
    )
    .filter(({ upn, mail, proxyAddresses }) =>
      [upn, mail ?? '', ...proxyAddresses].every((address) => !listed.has(address.toLowerCase())),
    )
    .map(({ userId, upn }) => ({ userId, upn }))
    .toSorted((one, other) => (one.userId < other.userId ? -1 : 1));
};

/** Night by night the next one, and after the last the first again. */
export const nextProbeCandidate = (
  strangers: readonly ProbeCandidate[],
  asked: string | null,
): ProbeCandidate | undefined => strangers.find(({ userId }) => asked === null || userId > asked) ?? strangers[0];
