import type { RemediationStep } from './remediation.ts';

/* Steps after somebody else used an account. */

export const revokeSessions: RemediationStep = {
  text: "Revoke the person's sessions; tokens already issued can work for up to an hour.",
  who: 'Helpdesk Administrator',
  whoForAdmins: 'Privileged Authentication Administrator',
  where: 'Microsoft Entra admin center > Entra ID > Users > All users > the person > Overview > Revoke sessions',
  link: 'entra.users.user',
  minutes: 2,
  powershell: { module: 'graph', commands: ['Revoke-MgUserSignInSession -UserId <userId>'] },
  phase: 'contain',
};

export const disableInActiveDirectory: RemediationStep = {
  text: 'If the account is synced from Active Directory, disable it there too.',
  who: 'Account operator in Active Directory',
  where: 'On-premises Active Directory, in PowerShell',
  minutes: 5,
  powershell: { module: 'active-directory', commands: ['Disable-ADAccount -Identity <samAccountName>'] },
  phase: 'contain',
};

export const downloadSignIns: RemediationStep = {
  text: "Download the person's sign-ins; Microsoft keeps 7 days without Entra ID P1, and 30 days with it.",
  who: 'Reports Reader',
  where: 'Microsoft Entra admin center > Entra ID > Monitoring & health > Sign-in logs',
  link: 'entra.sign-in-logs',
  minutes: 10,
  phase: 'preserve',
};

export const resetPassword: RemediationStep = {
  text: 'Reset the password; for a synced account reset it twice in Active Directory instead.',
  who: 'Password Administrator',
  whoForAdmins: 'Privileged Authentication Administrator',
  where: 'Microsoft Entra admin center > Entra ID > Users > All users > the person > Reset password',
  link: 'entra.users.user',
  minutes: 5,
  phase: 'remove',
};

export const deleteUnknownMethods: RemediationStep = {
  text: 'On the phone with the person, delete sign-in methods that they do not know.',
  who: 'Authentication Administrator',
  whoForAdmins: 'Privileged Authentication Administrator',
  where: 'Microsoft Entra admin center > Entra ID > Users > All users > the person > Authentication methods',
  link: 'entra.users.user.authentication-methods',
  minutes: 10,
  phase: 'look',
};

export const reregisterMethods: RemediationStep = {
  text: 'Require the person to register multifactor authentication again.',
  who: 'Authentication Administrator',
  whoForAdmins: 'Privileged Authentication Administrator',
  where:
    'Microsoft Entra admin center > Entra ID > Users > All users > the person > Authentication methods > Require re-register multifactor authentication',
  link: 'entra.users.user.authentication-methods',
  minutes: 2,
  phase: 'look',
};

export const revokeUnknownConsents: RemediationStep = {
  text: 'List the apps that the person consented to, and revoke unknown ones; only PowerShell can revoke these.',
  who: 'Cloud Application Administrator',
  where: 'Microsoft Graph PowerShell',
  minutes: 10,
  powershell: {
    module: 'graph',
    commands: [
      'Get-MgUserOauth2PermissionGrant -UserId <userId>',
      'Remove-MgOauth2PermissionGrant -OAuth2PermissionGrantId <grantId>',
    ],
  },
  phase: 'look',
};

export const removeUnknownRoles: RemediationStep = {
  text: "Check the person's admin roles, and remove those that nobody can explain.",
  who: 'Privileged Role Administrator',
  where: 'Microsoft Entra admin center > Entra ID > Users > All users > the person > Assigned roles',
  link: 'entra.users.user.assigned-roles',
  minutes: 5,
  phase: 'look',
};

export const tellOwner: RemediationStep = {
  text: "Tell the owner and the customer's contact by phone what happened and since when.",
  who: 'No role needed',
  where: 'By phone, on a number known before the incident',
  minutes: 15,
  phase: 'tell',
};

export const allowSignIn: RemediationStep = {
  text: 'Allow sign-in again when every step above is done.',
  who: 'User Administrator',
  whoForAdmins: 'Privileged Authentication Administrator',
  where: 'Microsoft Entra admin center > Entra ID > Users > All users > the person > Overview > Account status > Edit',
  link: 'entra.users.user',
  minutes: 2,
  powershell: { module: 'graph', commands: ['Update-MgUser -UserId <userId> -AccountEnabled:$true'] },
  phase: 'prevent',
};
