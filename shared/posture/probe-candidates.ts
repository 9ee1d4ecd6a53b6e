import type { FactsBySurface } from './facts.ts';
import type { Posture } from './posture.ts';

/** A user whose mailbox the nightly probe may request. */
export interface ProbeCandidate {
  readonly userId: string;
  readonly upn: string;
}

/** Exchange plans without a mailbox of their own. */
const withoutMailbox = /^EXCHANGE_S_(FOUNDATION|ARCHIVE)/;

/** The plans that include a mailbox, by SKU. */
const mailboxPlans = (licenses: readonly FactsBySurface['licenses'][]): ReadonlyMap<string, readonly string[]> =>
  new Map(
    licenses.map(({ skuId, servicePlans }) => [
      skuId,
      servicePlans
        .filter(({ name }) => name.startsWith('EXCHANGE_S_') && !withoutMailbox.test(name))
        .map(({ planId }) => planId),
    ]),
  );

/** Enabled users with a licensed mailbox and no address on the allow-list, in a stable order. */
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

/** The next candidate after the one that was probed last; after the last one the first. */
export const nextProbeCandidate = (
  strangers: readonly ProbeCandidate[],
  asked: string | null,
): ProbeCandidate | undefined => strangers.find(({ userId }) => asked === null || userId > asked) ?? strangers[0];
