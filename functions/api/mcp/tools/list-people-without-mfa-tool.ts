import { z } from 'zod';
import { MfaBadge, MfaNumbers } from '#shared/posture/tenant-numbers.ts';
import {
  type PeopleWithoutMfa,
  peopleWithoutEnforcement,
  peopleWithoutMethod,
} from '#shared/views/mfa/people-without-mfa.ts';
import { mfa } from '#shared/views/mfa/view.ts';
import { CustomerArgument, CustomerRef, customerRef, namedCustomer } from './find-customer.ts';
import { NamedTenant, namedTenant } from './finding-brief.ts';
import { Freshness, freshness } from './freshness.ts';
import { readPageOf } from './read-page-of.ts';
import { defineTool } from './tool.ts';
import { UntrustedText, untrusted } from './untrusted-text.ts';

const peopleShown = 100;

const People = z.object({
  total: z.int().nonnegative().nullable().meta({
    description: 'Null where it is not known of everybody, because something was not read; `first` has the known ones.',
  }),
  first: z.array(z.object({ tenant: NamedTenant, person: UntrustedText, privileged: z.boolean().nullable() })),
});

const named = ({ total, people }: PeopleWithoutMfa): z.input<typeof People> => ({
  total,
  first: people
    .slice(0, peopleShown)
    .map(({ tenant, user, privileged }) => ({ tenant: namedTenant(tenant), person: untrusted(user.upn), privileged })),
});

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
    const { page, synced, of } = await readPageOf(mfa, context, {});
    return {
      customer: customerRef(namedCustomer(context)),
      badge: page.badge,
      users: page.users,
      privileged: page.privileged,
      canSignInWithoutMfa: named(peopleWithoutEnforcement(of)),
      withoutMethod: named(peopleWithoutMethod(of)),
      ...freshness(synced),
    };
  },
});
