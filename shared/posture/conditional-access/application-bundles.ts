/** The bundles of applications that a policy can name in place of an id, in Microsoft's words. */
export const bundles = ['Office365', 'MicrosoftAdminPortals'] as const;
export type ApplicationBundle = (typeof bundles)[number];

export const bundleNames: Readonly<Record<ApplicationBundle, string>> = {
  Office365: 'Office 365',
  MicrosoftAdminPortals: 'the Microsoft admin portals',
};

/**
 * Members of the bundles that a policy can also name by id. Microsoft publishes no complete list, so every answer that
 * rests on it says so (`bundle-membership`).
 * https://learn.microsoft.com/entra/identity/conditional-access/reference-office-365-application-contents
 * https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-cloud-apps
 */
const members: Readonly<Record<ApplicationBundle, Readonly<Record<string, string>>>> = {
  Office365: {
    '00000002-0000-0ff1-ce00-000000000000': 'Exchange Online',
    '00000003-0000-0ff1-ce00-000000000000': 'SharePoint Online',
    '00000004-0000-0ff1-ce00-000000000000': 'Skype for Business Online',
    '00000005-0000-0ff1-ce00-000000000000': 'Viva Engage',
    'cc15fd57-2c6c-4117-a88c-83b1d56b4bbe': 'Microsoft Teams',
    'c9a559d2-7aab-4f13-a6ed-e7e9c52aec87': 'Microsoft Forms',
    '09abbdfd-ed23-44ee-a2d9-a627aa1c90f3': 'Microsoft Planner',
    '7df0a125-d3be-4c96-aa54-591f83ff541c': 'Power Automate',
    '475226c6-020e-4fb2-8a90-7a972cbfc1d4': 'Power Apps',
    '2634dd23-5e5a-431c-81ca-11710d9079f4': 'Microsoft Stream',
    '905fcf26-4eb7-48a0-9ff0-8dcc7194b5ba': 'Sway',
    '22098786-6e16-43cc-a27d-191a01a1e3b5': 'Microsoft To Do',
    '94c63fef-13a3-47bc-8074-75af8c65887a': 'Delve',
    '95de633a-083e-42f5-b444-a4295d8e9314': 'Microsoft Whiteboard',
  },
  MicrosoftAdminPortals: {
    'c44b4083-3bb0-49c1-b47d-974e53cbdf3c': 'the Azure portal',
    '00000006-0000-0ff1-ce00-000000000000': 'the Microsoft 365 admin center',
    '497effe9-df71-4043-a8bb-14cf78c4b63b': 'the Exchange admin center',
    '80ccca67-54bd-44ab-8625-4b79c4dc7775': 'the Microsoft Defender portal',
  },
};

/** Whether a named application is a member of a bundle. */
export const isMember = (bundle: ApplicationBundle, applicationId: string): boolean => applicationId in members[bundle];

/** The name of an application that is a member of a bundle. */
export const memberName = (applicationId: string): string | undefined =>
  bundles.map((bundle) => members[bundle][applicationId]).find((name) => name !== undefined);
