import type { z } from 'zod';
import type { TenantRef } from '#shared/book/tenant-ref.ts';
import { mfaPolicies } from '#shared/posture/conditional-access/mfa-policies.ts';
import {
  appliesTo,
  coversEveryApplication,
  isReachKnown,
  narrowingConditions,
  userPolicies,
} from '#shared/posture/conditional-access/policies.ts';
import { mfaDenominator } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { hasFacts } from '#shared/posture/readable.ts';
import type { PolicyAnswer } from './shape.ts';

type Policy = ReturnType<typeof userPolicies>[number];

const demandsOf = ({ grant }: Policy): string[] =>
  grant === null
    ? []
    : [
        ...grant.controls,
        ...(grant.strength === null ? [] : [grant.strength.name ?? grant.strength.id]),
        ...grant.customAuthenticationFactors,
        ...(grant.termsOfUse.length > 0 ? ['termsOfUse'] : []),
      ];

const stateOrder = ['enabled', 'report-only', 'disabled', 'unknown'];

/** The policies of one tenant, enabled ones first. */
export const policyAnswers = (tenant: TenantRef, posture: Posture): z.input<typeof PolicyAnswer>[] => {
  const mfa = new Map(mfaPolicies(posture).map(({ policy, weaknesses }) => [policy.policyId, weaknesses]));
  const people = hasFacts(posture, 'users') ? mfaDenominator(posture) : undefined;
  return userPolicies(posture)
    .map((policy) => ({
      ...tenant,
      policyId: policy.policyId,
      name: policy.name,
      state: policy.state,
      createdAt: policy.createdAt,
      modifiedAt: policy.modifiedAt,
      targetsEveryone: policy.include.everyone,
      coversEveryApplication: coversEveryApplication(policy),
      clientAppTypes: policy.clientAppTypes,
      demands: demandsOf(policy),
      operator: policy.grant?.operator ?? null,
      narrowedBy: [...narrowingConditions(policy)],
      appliesTo: isReachKnown(posture, policy)
        ? (people?.filter((user) => appliesTo(posture, policy, user)).length ?? null)
        : null,
      enforcesMfa: mfa.get(policy.policyId)?.length === 0,
      weaknesses: [...(mfa.get(policy.policyId) ?? [])],
    }))
    .sort(
      (one, other) =>
        stateOrder.indexOf(one.state) - stateOrder.indexOf(other.state) || (one.name < other.name ? -1 : 1),
    );
};
