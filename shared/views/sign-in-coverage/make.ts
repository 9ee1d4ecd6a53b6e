import type { z } from 'zod';
import { tenantRefOf } from '#shared/book/tenant-ref.ts';
import type { CertifiedBox } from '#shared/posture/conditional-access/certificate-checker.ts';
import type { ClaimAnswer, ClassAnswer, SignInWitness } from '#shared/posture/conditional-access/claim-answers.ts';
import {
  type AssumptionCode,
  assumptionCodes,
  assumptionTexts,
} from '#shared/posture/conditional-access/coverage-assumptions.ts';
import { claimIds } from '#shared/posture/conditional-access/coverage-claims.ts';
import type { IdentityClass } from '#shared/posture/conditional-access/identity-classes.ts';
import { securityDefaultsOn } from '#shared/posture/conditional-access/mfa-policies.ts';
import type { CoverageProof } from '#shared/posture/conditional-access/prove-coverage.ts';
import type { SignInCertificate } from '#shared/posture/conditional-access/sign-in-certificate.ts';
import type { SnapshotUser } from '#shared/posture/conditional-access/sign-in-snapshot.ts';
import { coverageProof } from '#shared/posture/conditional-access/snapshot-of-posture.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { hasFacts } from '#shared/posture/readable.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import { maxItems } from '../max-items.ts';
import { isShownAt, type TenantView } from '../subject-status.ts';
import type { CoverageView } from './shape.ts';

type Item = z.input<typeof CoverageView>['items'][number];
type Claim = Item['claims'][number];
type ClaimClass = Claim['classes'][number];
type IsShown = (user: SnapshotUser) => boolean;

interface Shown {
  readonly isShown: IsShown;
  readonly withCertificates: boolean;
}

const userRef = ({ userId, name }: SnapshotUser) => ({ id: userId, name });

const classRow = ({ policies: inForce }: CoverageProof, identityClass: IdentityClass, isShown: IsShown) => {
  const { users, withRoles, policies, ...rest } = identityClass;
  const shown = users.filter(isShown);
  return {
    classId: rest.classId,
    kind: rest.kind,
    apart: rest.apart,
    externalTenant: rest.externalTenant,
    withRoles: withRoles.map(({ templateId }) => templateId),
    users: shown.slice(0, maxItems).map(userRef),
    usersTotal: shown.length,
    policyIds: policies.flatMap(({ at }) => inForce[at]?.policyId ?? []),
  };
};

const witnessRow = (classId: string, { sentence, point, capabilities, policyIds, user }: SignInWitness) => {
  const { rules, ...rest } = point;
  return {
    sentence,
    classId,
    user: user === undefined ? null : userRef(user),
    point: { ...rest, ...rules },
    with: [...capabilities],
    policyIds: [...policyIds],
  };
};

const boxRow = ({ policyId, sides }: CertifiedBox) => ({ ...sides, policyId });

const cellsRow = ({ cells }: SignInCertificate) =>
  Object.fromEntries(Object.entries(cells).map(([name, values]) => [name, [...values]]));

const classOfClaim = ({ identityClass, answer, needs, reason, details }: ClassAnswer, shown: Shown): ClaimClass => {
  const { witnesses, certificate } = details(shown.isShown);
  const { classId } = identityClass;
  return {
    classId,
    answer,
    reason,
    needs: needs.map((set) => [...set]),
    witnesses: witnesses.map((witness) => witnessRow(classId, witness)),
    ...(certificate === null || !shown.withCertificates
      ? {}
      : { certificate: { cells: cellsRow(certificate), boxes: certificate.boxes.map(boxRow) } }),
  };
};

const assumptionsOf = (claim: ClaimAnswer, { isShown }: Shown): readonly AssumptionCode[] => {
  const own = new Set(claim.classes.flatMap(({ details }) => details(isShown).assumptions));
  return assumptionCodes.filter((code) => own.has(code));
};

const claimRow = (claim: ClaimAnswer, shown: Shown): Claim => ({
  claimId: claim.claimId,
  answer: claim.answer,
  assumptions: [...assumptionsOf(claim, shown)],
  classes: claim.classes.map((each) => classOfClaim(each, shown)),
});

const unknownClaims: readonly Claim[] = claimIds.map((claimId) => ({
  claimId,
  answer: 'unknown',
  assumptions: [],
  classes: [],
}));

const perUserMfa = (posture: Posture): number | null =>
  hasFacts(posture, 'per-user-mfa')
    ? posture.facts('per-user-mfa').filter(({ state }) => state === 'enabled' || state === 'enforced').length
    : null;

const besideOf = (posture: Posture): Item['beside'] => ({
  securityDefaults: securityDefaultsOn(posture) ?? null,
  perUserMfa: perUserMfa(posture),
});

const itemOf = (customer: Customer, of: TenantView, withCertificates: boolean): Item => {
  const { tenant, posture } = of;
  const isAtCustomer = isShownAt(customer, of);
  const shown = { isShown: ({ userId }: SnapshotUser) => isAtCustomer(userId), withCertificates };
  const proof = coverageProof(posture);
  const claims = proof === undefined ? [...unknownClaims] : proof.claims.map((claim) => claimRow(claim, shown));
  const codes = new Set(claims.flatMap(({ assumptions }) => assumptions));
  return {
    ...tenantRefOf(tenant),
    beside: besideOf(posture),
    classes: proof?.classes.map((identityClass) => classRow(proof, identityClass, shown.isShown)) ?? null,
    claims,
    deadPolicies: (proof?.deadPolicies ?? []).map(({ policyId, name }) => ({ id: policyId, name })),
    assumptions: assumptionCodes
      .filter((code) => codes.has(code))
      .map((code) => ({ code, text: assumptionTexts[code] })),
  };
};

/** What is proved about the sign-ins of each tenant of a customer, and what gets through. */
export const coverageView = (
  customer: Customer,
  tenants: readonly TenantView[],
  withCertificates: boolean,
): z.input<typeof CoverageView> => ({ items: tenants.map((of) => itemOf(customer, of, withCertificates)) });
