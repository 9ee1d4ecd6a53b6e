import { addSeconds, instantOf } from '#shared/kernel/clock.ts';
import type { ConditionalAccessPolicy } from '../conditional-access-policy.ts';
import { globalAdministrator } from '../directory-roles.ts';
import type { SimulatedRule } from '../mailbox.ts';
import { guidOf } from '../random.ts';
import type { SimulatedAlert, SimulatedAudit } from '../simulated-threats.ts';
import type { SimulatedUser } from '../tenant.ts';

const hoursBefore = (now: Date, hours: number): string => instantOf(addSeconds(now, -hours * 3600));

/** An alert of today. Default: new, high severity. */
export const anAlert = (
  now: Date,
  { hoursAgo = 5, ...overrides }: Partial<SimulatedAlert> & { hoursAgo?: number },
): SimulatedAlert => ({
  id: `da${guidOf(`alert ${overrides.title ?? ''} ${String(overrides.userIds)}`).replaceAll('-', '')}_1`,
  title: 'Suspicious inbox manipulation rule',
  category: 'Exfiltration',
  severity: 'high',
  status: 'new',
  serviceSource: 'microsoftDefenderForOffice365',
  createdAt: hoursBefore(now, hoursAgo),
  updatedAt: hoursBefore(now, hoursAgo),
  techniques: ['T1114.003'],
  userIds: [],
  devices: [],
  ...overrides,
});

/** An enabled inbox rule. Default: no conditions, no actions. */
export const aRule = (name: string, overrides: Partial<SimulatedRule>): SimulatedRule => ({
  id: `AQAAA${Buffer.from(`rule ${name}`).toString('base64url')}=`,
  name,
  isEnabled: true,
  hasError: false,
  conditions: null,
  actions: {},
  ...overrides,
});

/** One row of the audit log, for an action of a user. */
export const anAudit = (
  now: Date,
  {
    by,
    hoursAgo,
    ...overrides
  }: Pick<SimulatedAudit, 'activity' | 'category' | 'targets'> &
    Partial<Omit<SimulatedAudit, 'by'>> & { readonly by: SimulatedUser; readonly hoursAgo: number },
): SimulatedAudit => {
  const at = hoursBefore(now, hoursAgo);
  const seed = `${overrides.activity} ${by.id} ${hoursAgo} ${overrides.targets.map(({ id }) => id).join(' ')}`;
  return {
    id: `Directory_${guidOf(seed)}_${guidOf(`${seed} row`).slice(0, 5).toUpperCase()}`,
    correlationId: guidOf(seed),
    operation: 'Add',
    result: 'success',
    service: 'Core Directory',
    at,
    by: { kind: 'user', id: by.id, upn: by.userPrincipalName, name: by.displayName },
    ...overrides,
  };
};

const jsonText = (text: string): string => JSON.stringify(text);

/** `by` assigned the role Global Administrator to `to`. */
export const roleGrantAudit = (
  now: Date,
  { by, to, hoursAgo }: { readonly by: SimulatedUser; readonly to: SimulatedUser; readonly hoursAgo: number },
): SimulatedAudit =>
  anAudit(now, {
    by,
    hoursAgo,
    activity: 'Add member to role',
    category: 'RoleManagement',
    operation: 'Assign',
    targets: [
      {
        id: to.id,
        type: 'User',
        name: null,
        upn: to.userPrincipalName,
        changes: [
          { name: 'Role.ObjectID', before: null, after: jsonText(guidOf('role object')) },
          { name: 'Role.DisplayName', before: null, after: jsonText('Global Administrator') },
          { name: 'Role.TemplateId', before: null, after: jsonText(globalAdministrator) },
          { name: 'Role.WellKnownObjectName', before: null, after: jsonText('TenantAdmins') },
        ],
      },
      { id: guidOf('role object'), type: 'Role', name: 'Global Administrator' },
    ],
  });

/** `by` created the account of `whom`. */
export const userCreationAudit = (
  now: Date,
  { by, whom, hoursAgo }: { readonly by: SimulatedUser; readonly whom: SimulatedUser; readonly hoursAgo: number },
): SimulatedAudit =>
  anAudit(now, {
    by,
    hoursAgo,
    activity: 'Add user',
    category: 'UserManagement',
    targets: [{ id: whom.id, type: 'User', name: whom.displayName, upn: whom.userPrincipalName }],
  });

/** `by` changed a Conditional Access policy. */
export const policyChangeAudit = (
  now: Date,
  {
    by,
    from,
    to,
    hoursAgo,
  }: {
    readonly by: SimulatedUser;
    readonly from: ConditionalAccessPolicy;
    readonly to: ConditionalAccessPolicy;
    readonly hoursAgo: number;
  },
): SimulatedAudit =>
  anAudit(now, {
    by,
    hoursAgo,
    activity: 'Update conditional access policy',
    category: 'Policy',
    operation: 'Update',
    service: 'Conditional Access',
    targets: [
      {
        id: to.id,
        type: 'Policy',
        name: to.displayName,
        changes: [{ name: 'ConditionalAccessPolicy', before: JSON.stringify(from), after: JSON.stringify(to) }],
      },
    ],
  });

/** `by` consented to delegated permissions of an application for all users. */
export const consentAudit = (
  now: Date,
  {
    by,
    app,
    scopes,
    hoursAgo,
  }: { readonly by: SimulatedUser; readonly app: string; readonly scopes: string; readonly hoursAgo: number },
): SimulatedAudit =>
  anAudit(now, {
    by,
    hoursAgo,
    activity: 'Consent to application',
    category: 'ApplicationManagement',
    operation: 'Assign',
    targets: [
      {
        id: guidOf(`principal of ${app}`),
        type: 'ServicePrincipal',
        name: app,
        changes: [
          { name: 'ConsentContext.OnBehalfOfAll', before: null, after: jsonText('True') },
          {
            name: 'ConsentAction.Permissions',
            before: null,
            after: jsonText(
              `[] => [[Id: 1, ClientId: 2, PrincipalId: , ResourceId: 3, ConsentType: AllPrincipals, Scope: ${scopes}]]; `,
            ),
          },
        ],
      },
    ],
  });
