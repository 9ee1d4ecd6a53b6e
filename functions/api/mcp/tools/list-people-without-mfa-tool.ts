import { z } from 'zod';
import { FindingState } from '#shared/judging/finding-row.ts';
import { MfaBadge, MfaNumbers } from '#shared/posture/tenant-numbers.ts';
import { mfa } from '#shared/views/mfa/view.ts';
import { listCustomerFindings } from '../../findings/list-customer-findings.ts';
import { CustomerArgument, CustomerRef, customerRef, namedCustomer } from './find-customer.ts';
import { type GivenFinding, NamedTenant, namedTenant } from './finding-brief.ts';
import { Freshness, freshness } from './freshness.ts';
import { readPageOf } from './read-page-of.ts';
import { defineTool, requestOf, type ToolContext } from './tool.ts';
import { UntrustedText, untrusted } from './untrusted-text.ts';

const peopleShown = 100;

const People = z.object({
  total: z.int().nonnegative(),
  first: z.array(z.object({ tenant: NamedTenant, person: UntrustedText, privileged: z.boolean().nullable() })),
});
type Person = z.input<typeof People>['first'][number];

/** Those that are still true: a mute changes who is reminded, not who can sign in. */
const unresolved = FindingState.exclude(['resolved']).options;
const enforcement = 'mfa.enforced-for-all-users';
const capability = ['mfa.every-user-capable', 'mfa.every-admin-capable'];

const Evidence = z.object({ notEnforced: z.object({ total: z.int(), first: z.array(z.string()) }) });

const findingsOf = async (context: ToolContext): Promise<readonly GivenFinding[]> => {
  const { customerId } = namedCustomer(context);
  const query = { limit: 200, state: unresolved, findingId: [enforcement, ...capability] };
  const { body } = await listCustomerFindings(requestOf(context, { customerId }, query), context.deps);
  return body.items;
};

/** Whom no policy, default or setting asks for a second factor, as the finding names them. */
const unenforcedIn = (findings: readonly GivenFinding[]): { total: number; first: Person[] } => {
  const found = findings
    .filter(({ findingId }) => findingId === enforcement)
    .flatMap((finding) => {
      const evidence = Evidence.safeParse(finding.evidence);
      return evidence.success ? [{ finding, ...evidence.data.notEnforced }] : [];
    });
  return {
    total: found.reduce((sum, { total }) => sum + total, 0),
    first: found
      .flatMap(({ finding, first }) =>
        first.map((upn) => ({ tenant: namedTenant(finding), person: untrusted(upn), privileged: null })),
      )
      .slice(0, peopleShown),
  };
};

/** Who has registered no method that counts. A person with a role has two findings. */
const incapableIn = (findings: readonly GivenFinding[]): { total: number; first: Person[] } => {
  const found = findings.filter(({ findingId }) => capability.includes(findingId));
  const byPerson = Map.groupBy(found, ({ tenantId, subject }) => JSON.stringify([tenantId, subject.id]));
  const people = [...byPerson.values()].flatMap(([finding, ...others]) =>
    finding === undefined
      ? []
      : {
          tenant: namedTenant(finding),
          person: untrusted(finding.subject.name),
          privileged: [finding, ...others].some(({ findingId }) => findingId === 'mfa.every-admin-capable'),
        },
  );
  return { total: people.length, first: people.slice(0, peopleShown) };
};

/** People who can sign in with a password alone. */
export const listPeopleWithoutMfaTool = defineTool({
  name: 'list_people_without_mfa',
  title: 'People without MFA',
  description:
    'Who can sign in without multi-factor authentication at one customer, because nothing enforces it for them, and who has registered no method. With the numbers for all users and for administrators.',
  ability: 'posture.read',
  input: z.strictObject({ customer: CustomerArgument }),
  output: z.object({
    customer: CustomerRef,
    badge: MfaBadge,
    users: MfaNumbers,
    privileged: MfaNumbers,
    canSignInWithoutMfa: People.meta({ description: 'Nothing enforces MFA for them.' }),
    withoutMethod: People.meta({ description: 'They have registered no method that counts.' }),
    ...Freshness,
  }),
  run: async (_values, context) => {
    const { page, synced } = await readPageOf(mfa, context, {});
    const findings = await findingsOf(context);
    return {
      customer: customerRef(namedCustomer(context)),
      badge: page.badge,
      users: page.users,
      privileged: page.privileged,
      canSignInWithoutMfa: unenforcedIn(findings),
      withoutMethod: incapableIn(findings),
      ...freshness(synced),
    };
  },
});
