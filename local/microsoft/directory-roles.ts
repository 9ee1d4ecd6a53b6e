/**
 * Built-in roles of Entra by template id.
 * https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference
 */
export interface DirectoryRole {
  readonly templateId: string;
  readonly displayName: string;
  /** Microsoft's PRIVILEGED label; the roles of single services lack it. */
  readonly isPrivileged: boolean;
}

const role = (templateId: string, displayName: string, isPrivileged = true): DirectoryRole => ({
  templateId,
  displayName,
  isPrivileged,
});

export const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
export const exchangeAdministrator = '29232cdf-9323-42fd-ade2-1d097af3e4de';
export const userAdministrator = 'fe930be7-5e62-47db-91af-98c3a49a38b1';
export const helpdeskAdministrator = '729827e3-9c14-49f7-bb1b-9608f156bbb8';
export const securityReader = '5d6b6bb7-de71-4623-b4af-96380a352509';
export const conditionalAccessAdministrator = 'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9';
export const directorySynchronization = 'd29b2b05-8046-44ba-8758-1e26182fcf32';

export const directoryRoles: readonly DirectoryRole[] = [
  role(globalAdministrator, 'Global Administrator'),
  role('e8611ab8-c189-46e8-94e1-60213ab1f814', 'Privileged Role Administrator'),
  role('7be44c8a-adaf-4e2a-84d6-ab2649e08a13', 'Privileged Authentication Administrator'),
  role(userAdministrator, 'User Administrator'),
  role('f28a1f50-f6e7-4571-818b-6a12f2af6b6c', 'SharePoint Administrator', false),
  role(exchangeAdministrator, 'Exchange Administrator', false),
  role('8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2', 'Hybrid Identity Administrator'),
  role('9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3', 'Application Administrator'),
  role('158c047a-c907-4556-b7ef-446551a6b5f7', 'Cloud Application Administrator'),
  role('c4e39bd9-1100-46d3-8c65-fb160da0071f', 'Authentication Administrator'),
  role('b0f54661-2d74-4c50-afa3-1ec803f12efe', 'Billing Administrator', false),
  role(conditionalAccessAdministrator, 'Conditional Access Administrator'),
  role('f2ef992c-3afb-46b9-b7cf-a126ee74c451', 'Global Reader'),
  role(helpdeskAdministrator, 'Helpdesk Administrator'),
  role('966707d0-3269-4727-9be2-8c3a10f19b9d', 'Password Administrator'),
  role('194ae4cb-b126-40b2-bd5b-6091b380977d', 'Security Administrator'),
  role('5f2222b1-57c3-48ba-8ad5-d4759f1fde6f', 'Security Operator'),
  role(securityReader, 'Security Reader'),
  role('3a2c62db-5318-420d-8d74-23affee5d9d5', 'Intune Administrator'),
  role('7698a772-787b-4ac8-901f-60d6b08affd2', 'Cloud Device Administrator'),
  role('9360feb5-f418-4baa-8175-e2a00bac4301', 'Directory Writers'),
  role(directorySynchronization, 'Directory Synchronization Accounts'),
  role('69091246-20e8-4a56-aa4d-066075b2a7a8', 'Teams Administrator', false),
  role('88d8e3e3-8f55-4a1e-953a-9b9898b8876b', 'Directory Readers', false),
];
