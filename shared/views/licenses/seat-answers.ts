import type { z } from 'zod';
import { isUserOf, type Owner } from '#shared/book/ownership.ts';
import { type NamedTenant, type TenantRef, tenantRefOf } from '#shared/book/tenant-ref.ts';
import { dollarsOf } from '#shared/kernel/dollar-amounts.ts';
import { exceptionDescriptions } from '#shared/posture/licenses/exceptions.ts';
import type { Suggestion } from '#shared/posture/licenses/right-sizing.ts';
import { type JudgedSeat, judgedSeats, type WasteClass } from '#shared/posture/licenses/waste.ts';
import { displayNameOf } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { Alternative, ExceptedSeat, LicensesView, WastedSeat } from './shape.ts';

type View = z.input<typeof LicensesView>;
type Unknown = View['unknown']['items'][number];

/** What the view needs of a tenant. */
export interface LicensedTenant {
  readonly tenant: NamedTenant & { readonly linked: readonly Owner[] };
  readonly posture: Posture;
}

/** A judged seat and its tenant. */
export interface CustomerSeat {
  readonly tenant: TenantRef;
  readonly judged: JudgedSeat;
}

/** The seats of the customer's users in a tenant. */
export const seatsOfCustomer = (customer: Owner, { tenant, posture }: LicensedTenant): readonly CustomerSeat[] =>
  judgedSeats(posture)
    .filter(({ seat }) => isUserOf(customer, tenant.linked, seat.user.upn))
    .map((judged) => ({ tenant: tenantRefOf(tenant), judged }));

const holderOf = ({ tenant, judged: { seat } }: CustomerSeat) => ({
  ...tenant,
  userId: seat.user.userId,
  name: displayNameOf(seat.user),
  upn: seat.user.upn,
  skuId: seat.sku.skuId,
  partNumber: seat.sku.partNumber,
  skuName: seat.sku.name,
});

const suggestionAnswer = ({ family, plans, lost, keeps, confidence }: Suggestion) => ({
  family,
  plans: [...plans],
  lost: [...lost],
  keeps: [...keeps],
  confidence,
});

export const wastedSeat = (of: CustomerSeat): z.input<typeof WastedSeat> => {
  const { seat, wasteClass, verdicts, alsoIn, activity, coveredBy, suggestion, centsPerYear } = of.judged;
  const verdict = wasteClass === null ? undefined : verdicts[wasteClass];
  const isResized = wasteClass === 'right-sizing' && suggestion !== undefined;
  return {
    ...holderOf(of),
    dollarsPerYear: centsPerYear === null ? null : dollarsOf(centsPerYear),
    confidence: verdict?.is === true ? verdict.confidence : 'low',
    alsoIn: [...alsoIn],
    realizableFromOn: seat.sku.renewsOn,
    lastActiveOn: activity.known ? activity.lastOn : null,
    coveredBy:
      wasteClass === 'overlap' && coveredBy !== undefined
        ? { skuId: coveredBy.skuId, partNumber: coveredBy.partNumber, name: coveredBy.name }
        : null,
    suggestion: isResized
      ? { ...suggestionAnswer(suggestion), pricePerSeatMonth: dollarsOf(suggestion.centsPerSeatMonth) }
      : null,
  };
};

export const exceptedSeats = (of: CustomerSeat): z.input<typeof ExceptedSeat>[] =>
  of.judged.wasteClass === null
    ? (['disabled', 'inactive'] as const).flatMap((wasteClass) => {
        const verdict = of.judged.verdicts[wasteClass];
        if (verdict.is || verdict.exception === undefined) return [];
        const { exception } = verdict;
        return [{ ...holderOf(of), wasteClass, reason: exception, explanation: exceptionDescriptions[exception] }];
      })
    : [];

export const alternativesOf = (of: CustomerSeat): z.input<typeof Alternative>[] =>
  of.judged.alternatives().map((suggestion) => ({ ...holderOf(of), suggestion: suggestionAnswer(suggestion) }));

const judgeable = ['inactive', 'right-sizing'] as const satisfies readonly WasteClass[];

export const unknownSeats = (of: CustomerSeat): Unknown[] =>
  of.judged.wasteClass === null
    ? judgeable.flatMap((wasteClass) => {
        const verdict = of.judged.verdicts[wasteClass];
        return verdict.is || verdict.unknown === undefined
          ? []
          : [{ ...holderOf(of), wasteClass, reason: verdict.unknown }];
      })
    : [];
