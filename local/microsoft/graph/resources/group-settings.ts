import { guidOf } from '../../random.ts';
import type { SimulatedTenant } from '../../tenant.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import type { Resource } from '../graph-resource.ts';

interface Setting {
  readonly displayName: string;
  readonly templateId: string;
  readonly values: Readonly<Record<string, string>>;
}

/** All values of a settings object are texts; the banned passwords are separated by tabs. */
const settingsOf = ({ directoryPolicies: { passwordRules } }: SimulatedTenant): readonly Setting[] =>
  passwordRules === null
    ? []
    : [
        {
          displayName: 'Password Rule Settings',
          templateId: '5cf42378-d67d-4f36-ba46-e8b86229381d',
          values: {
            BannedPasswordCheckOnPremisesMode: 'Enforce',
            EnableBannedPasswordCheckOnPremises: 'True',
            EnableBannedPasswordCheck: passwordRules.bannedWords.length > 0 ? 'True' : 'False',
            LockoutDurationInSeconds: String(passwordRules.lockoutDurationInSeconds),
            LockoutThreshold: String(passwordRules.lockoutThreshold),
            BannedPasswordList: passwordRules.bannedWords.join('\t'),
          },
        },
      ];

const settingEntity: Entity<Setting> = {
  type: 'microsoft.graph.groupSetting',
  properties: {
    displayName: ({ displayName }) => displayName,
    templateId: ({ templateId }) => templateId,
    values: ({ values }) => Object.entries(values).map(([name, value]) => ({ name, value })),
    id: ({ templateId }, { tenant }) => guidOf(`${tenant.tenantId}/${templateId}`),
  },
};

/** https://learn.microsoft.com/graph/api/group-list-settings */
export const groupSettings: Resource = {
  template: '/groupSettings',
  service: 'directory',
  scopes: ['GroupSettings.Read.All', 'Group.Read.All', 'Directory.Read.All'],
  refusal: 'directory',
  answer: (call) =>
    answerCollection(call, {
      entity: settingEntity,
      items: settingsOf(call.tenant),
      context: 'groupSettings',
      options: [],
      pageSize: { usual: 100, max: 999 },
    }),
};
