import { skuOf } from '#local/microsoft/simulated-skus.ts';
import type { SimulatedTenant, SimulatedUser } from '../../tenant.ts';
import type { Entity } from '../entity.ts';
import { truncateToSeconds } from '../graph-resource.ts';

const licenseOf = (partNumber: string) => ({ disabledPlans: [], skuId: skuOf(partNumber).skuId });

export const userEntity: Entity<SimulatedUser> = {
  type: 'microsoft.graph.user',
  // The eleven properties returned without $select. https://learn.microsoft.com/graph/api/user-list
  defaults: [
    'businessPhones',
    'displayName',
    'givenName',
    'jobTitle',
    'mail',
    'mobilePhone',
    'officeLocation',
    'preferredLanguage',
    'surname',
    'userPrincipalName',
    'id',
  ],
  properties: {
    businessPhones: ({ userType }) => (userType === 'Guest' ? [] : ['+1 425 555 0101']),
    displayName: ({ displayName }) => displayName,
    givenName: ({ givenName }) => givenName,
    jobTitle: ({ jobTitle }) => jobTitle,
    mail: ({ mail }) => mail,
    mobilePhone: () => null,
    officeLocation: () => null,
    preferredLanguage: () => 'en-US',
    surname: ({ surname }) => surname,
    userPrincipalName: ({ userPrincipalName }) => userPrincipalName,
    id: ({ id }) => id,
    accountEnabled: ({ accountEnabled }) => accountEnabled,
    assignedLicenses: ({ licenses }) => licenses.map(licenseOf),
    companyName: () => null,
    createdDateTime: ({ createdAt }) => truncateToSeconds(createdAt),
    creationType: ({ userType }) => (userType === 'Guest' ? 'Invitation' : null),
    department: ({ department }) => department,
    employeeHireDate: ({ employeeHireAt }) => truncateToSeconds(employeeHireAt),
    employeeId: () => null,
    externalUserState: ({ userType }) => (userType === 'Guest' ? 'Accepted' : null),
    identities: () => [],
    imAddresses: ({ mail }) => (mail === null ? [] : [mail]),
    licenseAssignmentStates: ({ licenses, licenseAssignedAt, createdAt }) =>
      licenses.map((partNumber) => ({
        ...licenseOf(partNumber),
        assignedByGroup: null,
        state: 'Active',
        error: 'None',
        lastUpdatedDateTime: truncateToSeconds(licenseAssignedAt[partNumber] ?? createdAt),
      })),
    mailNickname: ({ userPrincipalName }) => userPrincipalName.split('@')[0],
    onPremisesSyncEnabled: ({ onPremisesSyncEnabled }) => (onPremisesSyncEnabled ? true : null),
    otherMails: () => [],
    postalCode: () => null,
    proxyAddresses: ({ proxyAddresses }) => proxyAddresses,
    signInActivity: ({ signIn, id }) =>
      signIn.lastAt === null && signIn.lastNonInteractiveAt === null
        ? undefined
        : {
            lastSignInDateTime: truncateToSeconds(signIn.lastAt),
            lastSignInRequestId: signIn.lastAt === null ? null : id,
            lastNonInteractiveSignInDateTime: truncateToSeconds(signIn.lastNonInteractiveAt),
            lastNonInteractiveSignInRequestId: signIn.lastNonInteractiveAt === null ? null : id,
            lastSuccessfulSignInDateTime: truncateToSeconds(signIn.lastSuccessfulAt),
            lastSuccessfulSignInRequestId: signIn.lastSuccessfulAt === null ? null : id,
          },
    usageLocation: () => 'US',
    userType: ({ userType }) => userType,
  },
};

/** Finds a user by object id, or by user principal name in any case. */
export const findUser = (tenant: SimulatedTenant, idOrName: string): SimulatedUser | undefined =>
  tenant.users.find(({ id }) => id === idOrName) ?? byName(tenant, idOrName.toLowerCase());

const byName = ({ users }: SimulatedTenant, name: string): SimulatedUser | undefined =>
  users.find(({ userPrincipalName }) => userPrincipalName.toLowerCase() === name);
