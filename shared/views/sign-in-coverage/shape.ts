import { z } from 'zod';
import { TenantRef } from '#shared/book/tenant-ref.ts';
import { unknownReasons } from '#shared/posture/conditional-access/claim-answers.ts';
import { assumptionCodes } from '#shared/posture/conditional-access/coverage-assumptions.ts';
import { claimIds } from '#shared/posture/conditional-access/coverage-claims.ts';
import { clients } from '#shared/posture/conditional-access/sign-in-dimensions.ts';
import { externalKinds } from '#shared/posture/conditional-access/sign-in-snapshot.ts';

/** Something by its id and its name. */
const Named = z.object({ id: z.string(), name: z.string() });
const Count = z.int().nonnegative();

export const answerWords = ['proved', 'needs', 'open', 'unknown', 'not-applicable'] as const;
const Answer = z.enum(answerWords);

/** Identities to which the same policies apply. */
const SignInClass = z.object({
  classId: z.string(),
  kind: z.enum(['member', ...externalKinds]),
  /** Shown, and left out of the answer of a claim. */
  apart: z.enum(['break-glass', 'directory-sync']).nullable(),
  /** Template ids of roles that these users may activate, and have activated here. */
  withRoles: z.array(z.string()),
  /** A tenant that a policy names, or `other`. Null where no policy tells tenants apart. */
  externalTenant: z.string().nullable(),
  /** The first 100. */
  users: z.array(Named),
  usersTotal: Count,
  policyIds: z.array(z.string()),
});

const SignInTarget = z
  .object({
    kind: z.enum(['application', 'bundle', 'other-application', 'user-action', 'authentication-context']),
    id: z.string().optional(),
  })
  .meta({ id: 'SignInTarget', description: 'What somebody signs in to.' });

const Place = z
  .object({
    address: z.string(),
    country: z.string().nullable().optional(),
    gpsCountry: z.string().nullable().optional(),
    compliantNetwork: z.boolean().optional(),
    mfaTrustedIp: z.boolean().optional(),
  })
  .meta({ id: 'SignInPlace', description: 'Where somebody signs in from.' });

/** A value of a dimension: a text, whether a rule matches, what is signed in to, or where from. */
const Value = z.union([z.string(), z.boolean(), SignInTarget, Place]);

/** One sign-in in Microsoft's words, and for each filter rule whether it matches (`device rule: {rule}`). */
const Point = z
  .object({
    target: SignInTarget,
    client: z.enum(clients),
    platform: z.string(),
    place: Place,
    signInRisk: z.string(),
    userRisk: z.string(),
    insiderRisk: z.string(),
    flow: z.string(),
  })
  .catchall(Value);

const Witness = z.object({
  sentence: z.string(),
  classId: z.string(),
  user: Named.nullable(),
  point: Point,
  /** Capabilities that the sign-in shows. */
  with: z.array(z.string()),
  /** The policies that apply to it. */
  policyIds: z.array(z.string()),
});

/** Disjoint boxes that fill the space of the claim, each with the one policy that closes it. */
const Certificate = z.object({
  /** One value for each cell of each dimension. A dimension with one cell is left out. */
  cells: z.record(z.string(), z.array(Value)),
  /** The cells of each dimension, by their place in `cells`. A dimension that is left out is whole. */
  boxes: z.array(z.object({ policyId: z.string() }).catchall(z.union([z.string(), z.array(Count)]))),
});

const ClassOfClaim = z.object({
  classId: z.string(),
  answer: Answer,
  /** The smallest sets of capabilities that let somebody in. */
  needs: z.array(z.array(z.string())),
  /** Why the answer is unknown. */
  reason: z.enum(unknownReasons).nullable(),
  /** At most three sign-ins that get in. */
  witnesses: z.array(Witness),
  /** With `certificates=true`, where the answer is proved. */
  certificate: Certificate.optional(),
});

const CoverageClaim = z.object({
  claimId: z.enum(claimIds),
  answer: Answer,
  assumptions: z.array(z.enum(assumptionCodes)),
  classes: z.array(ClassOfClaim),
});

const TenantCoverage = TenantRef.extend({
  /** What also asks for MFA, and is never called proved: Microsoft prompts "when necessary". */
  beside: z.object({
    securityDefaults: z.boolean().nullable(),
    /** Users whose per-user MFA is enabled or enforced. Null if it was not read. */
    perUserMfa: Count.nullable(),
  }),
  /** Null where users, roles or policies could not be read: then every claim is unknown. */
  classes: z.array(SignInClass).nullable(),
  claims: z.array(CoverageClaim),
  /** Policies without which every sign-in is asked for the same. */
  deadPolicies: z.array(Named),
  assumptions: z.array(z.object({ code: z.enum(assumptionCodes), text: z.string() })),
});

export const CoverageView = z.object({ items: z.array(TenantCoverage) });
CoverageView.register(z.globalRegistry, {
  id: 'Coverage',
  description: 'What is proved about every possible sign-in of a customer, and the sign-ins that get through.',
});
