import { addDays, instantOf } from '#shared/kernel/clock.ts';
import type { Random } from '../random.ts';
import type { SimulatedUser } from '../tenant.ts';
import { departments, givenNames, surnames } from './sample-names.ts';

interface PeopleOptions {
  readonly random: Random;
  readonly now: Date;
  readonly domain: string;
  /** Local parts that are in use; generating a person adds one. */
  readonly taken: Set<string>;
}

/** Reduces a name to the letters a to z, for a mail address. */
const lettersOf = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]/g, '');

interface Name {
  readonly given: string;
  readonly sur: string;
  readonly local: string;
}

const unusedName = ({ random, taken }: PeopleOptions): Name => {
  for (let attempt = 1; ; attempt += 1) {
    const [given, sur] = [random.pick(givenNames), random.pick(surnames)];
    const base = `${lettersOf(given)}.${lettersOf(sur)}`;
    const local = attempt > 20 ? `${base}${attempt}` : base;
    if (taken.has(local)) continue;
    taken.add(local);
    return { given, sur, local };
  }
};

const daysAgo = (now: Date, days: number): string => instantOf(addDays(now, -days));

/** A member with an enabled account, and without license, authentication method or mailbox. */
export const aMember = (options: PeopleOptions): SimulatedUser => {
  const { random, now, domain } = options;
  const { given, sur, local } = unusedName(options);
  const department = random.pick(departments);
  const address = `${local}@${domain}`;
  const lastAt = daysAgo(now, random.between(0, 6));
  return {
    id: random.guid(),
    userPrincipalName: address,
    displayName: `${given} ${sur}`,
    givenName: given,
    surname: sur,
    jobTitle: random.pick(department.titles),
    department: department.name,
    mail: null,
    proxyAddresses: [],
    accountEnabled: true,
    userType: 'Member',
    createdAt: daysAgo(now, random.between(200, 2000)),
    employeeHireAt: null,
    onPremisesSyncEnabled: false,
    licenses: [],
    licenseAssignedAt: {},
    signIn: { lastAt, lastSuccessfulAt: lastAt, lastNonInteractiveAt: daysAgo(now, random.between(0, 3)) },
    methods: [],
    methodsBlockedByPolicy: false,
    perUserMfa: 'disabled',
    mailbox: null,
  };
};

/** A guest from another company. */
export const aGuest = (options: PeopleOptions): SimulatedUser => {
  const member = aMember({ ...options, domain: 'partner.example' });
  return {
    ...member,
    userPrincipalName: `${member.userPrincipalName.replace('@', '_')}#EXT#@${options.domain}`,
    mail: member.userPrincipalName,
    userType: 'Guest',
    jobTitle: null,
    department: null,
  };
};

/** Assigns a license and creates the mailbox that comes with it. */
export const assignLicense = (user: SimulatedUser, partNumber: string): void => {
  user.licenses.push(partNumber);
  createMailbox(user, 'user');
};

export const createMailbox = (user: SimulatedUser, purpose: 'user' | 'shared' | 'room' | 'equipment'): void => {
  user.mail = user.userPrincipalName;
  user.proxyAddresses = [`SMTP:${user.userPrincipalName}`];
  user.mailbox = { purpose, withinAccessPolicy: true, grantedByExchange: [], messages: [], events: [], rules: [] };
};

/** A shared, room or equipment mailbox. Its account is disabled, as Exchange creates it. */
export const aMailboxAccount = (
  options: PeopleOptions,
  purpose: 'shared' | 'room' | 'equipment',
  local: string,
  displayName: string,
): SimulatedUser => {
  const user: SimulatedUser = {
    ...aMember(options),
    userPrincipalName: `${local}@${options.domain}`,
    displayName,
    givenName: null,
    surname: null,
    jobTitle: null,
    department: null,
    accountEnabled: false,
    signIn: { lastAt: null, lastSuccessfulAt: null, lastNonInteractiveAt: null },
  };
  createMailbox(user, purpose);
  return user;
};
