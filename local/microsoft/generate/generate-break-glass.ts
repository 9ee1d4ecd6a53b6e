import { addDays, instantOf } from '#shared/kernel/clock.ts';
import { random } from '../random.ts';
import type { SimulatedTenant, SimulatedUser } from '../tenant.ts';
import { aMember } from './generate-people.ts';

/** Two break-glass accounts: cloud-only, with a security key, without a license or mailbox, last used 80 days ago. */
export const breakGlassAccounts = (tenant: SimulatedTenant, now: Date): SimulatedUser[] => {
  const initial = tenant.domains.find(({ isInitial }) => isInitial)?.name ?? 'onmicrosoft.example';
  const options = { random: random(7), now, domain: initial, taken: new Set<string>() };
  const lastAt = instantOf(addDays(now, -80));
  return [1, 2].map((number) => ({
    ...aMember(options),
    userPrincipalName: `emergency${number}@${initial}`,
    displayName: `Emergency access ${number}`,
    givenName: null,
    surname: null,
    jobTitle: null,
    department: null,
    methods: ['fido2SecurityKey'],
    signIn: { lastAt, lastSuccessfulAt: lastAt, lastNonInteractiveAt: null },
  }));
};
