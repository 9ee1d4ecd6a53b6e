import type {
  SignInSnapshot,
  SnapshotLocation,
  SnapshotRole,
  SnapshotUser,
} from '#shared/posture/conditional-access/sign-in-snapshot.ts';

/** A small directory, whose parts random policies name. */
const id = (letter: string, number: number): string =>
  `${letter.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const userIds = [1, 2, 3, 4, 5, 6, 7].map((number) => id('a', number));
export const goneUser = id('a', 99);
export const groupIds = { staff: id('b', 1), partners: id('b', 2), gone: id('b', 3), unread: id('b', 4) };
export const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
export const helpdesk = '729827e3-9c14-49f7-bb1b-9608f156bbb8';
export const reader = '88d8e3e3-8f55-4a1e-953a-9b9898b8876b';
export const homeTenants = [id('c', 1), id('c', 2)];

const role = (templateId: string, tier: SnapshotRole['tier'], isActive: boolean, isVisible = true): SnapshotRole => ({
  templateId,
  name: templateId,
  tier,
  isActive,
  isVisible,
});

const user = (number: number, kind: SnapshotUser['kind'], roles: readonly SnapshotRole[] = []): SnapshotUser => ({
  userId: id('a', number),
  name: `Person ${number}`,
  kind,
  apart: null,
  roles,
});

const users: readonly SnapshotUser[] = [
  user(1, 'member'),
  user(2, 'member'),
  user(3, 'b2bCollaborationGuest'),
  user(4, 'internalGuest'),
  user(5, 'member', [role(globalAdministrator, 0, true)]),
  user(6, 'b2bCollaborationMember', [role(helpdesk, 1, false), role(reader, undefined, false)]),
  user(7, 'member', [
    role(globalAdministrator, 0, false, false),
    role(helpdesk, 1, true, false),
    role(reader, undefined, true),
  ]),
];

/** Members of the groups that were read. */
export const members: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [groupIds.staff, new Set([id('a', 2), id('a', 5)])],
  [groupIds.partners, new Set([id('a', 3), id('a', 7)])],
  [groupIds.gone, new Set<string>()],
]);

export const applications = {
  exchange: '00000002-0000-0ff1-ce00-000000000000',
  azurePortal: 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c',
  payroll: id('d', 1),
};

export const places = {
  office: id('e', 1),
  lab: id('e', 2),
  branch: id('e', 3),
  countries: id('e', 4),
  gps: id('e', 5),
  network: id('e', 6),
  unread: id('e', 7),
};

const locations: readonly SnapshotLocation[] = [
  { kind: 'ranges', id: places.office, name: 'Office', isTrusted: true, ranges: ['192.0.2.0/24'] },
  { kind: 'ranges', id: places.lab, name: 'Lab', isTrusted: false, ranges: ['192.0.2.128/25', '198.51.100.0/24'] },
  { kind: 'ranges', id: places.branch, name: 'Branch', isTrusted: true, ranges: ['2001:db8:1::/48', '192.0.2.192/26'] },
  {
    kind: 'countries',
    id: places.countries,
    name: 'Countries',
    codes: ['US', 'DE'],
    withoutCountry: false,
    lookup: 'address',
  },
  { kind: 'countries', id: places.gps, name: 'By phone', codes: ['FR'], withoutCountry: true, lookup: 'gps' },
  { kind: 'compliant-network', id: places.network, name: 'Network' },
];

export const snapshotBase: Omit<SignInSnapshot, 'policies'> = {
  users,
  isEveryPolicyRead: true,
  groups: members,
  locations,
  strengths: new Map(),
  plans: { p1: true, p2: true },
};
