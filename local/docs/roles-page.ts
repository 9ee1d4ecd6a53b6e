import { type IamRole, iamRolesOf, type RoleStatement } from '#infra/iam-roles.ts';
import { settingsOf } from '#infra/settings.ts';
import { synthesizeInMemory } from '#infra/synthesize-in-memory.ts';
import { code, orDash, page, table } from './markdown.ts';

const stage = 'prod';

/** Shortens an ARN by the parts that are the same in all of them. */
const short = (resource: string): string =>
  resource
    .replace(/^arn:<AWS::Partition>:(\w[\w-]*):<AWS::Region>:<AWS::AccountId>:/, '$1 ')
    .replace(/<\w+:Exports?Output\w*?([A-Z]\w+?)[0-9A-F]{8}\w*>/, '<$1>');

const rowOf = ({ effect, actions, resources, keys }: RoleStatement): readonly string[] => [
  effect === 'Deny' ? '**never**' : 'may',
  actions.map(code).join(', '),
  resources.map((resource) => code(short(resource))).join(', '),
  orDash(keys.map(code).join(', ')),
];

/** Statements without the name of the holder and its log group, so that equal roles of surfaces can be grouped. */
const withoutOwnName = ({ holder, statements }: IamRole): string =>
  JSON.stringify(
    statements.map((statement) => ({
      ...statement,
      resources: statement.resources.map((resource) =>
        /^<\w*Log\w*\.Arn>$/.test(resource) ? 'its log group' : resource,
      ),
    })),
  ).replaceAll(holder, 'itself');

const isSurface = ({ holder }: IamRole): boolean => holder.startsWith(`vectis-${stage}-surface-`);

const sectionOf = ({ statements }: IamRole, holders: readonly string[]): string =>
  [
    `## ${holders.length === 1 ? holders[0] : `${holders.length} functions groups`}`,
    ...(holders.length === 1 ? [] : [holders.map(code).join(', ')]),
    table(['', 'actions', 'on', 'only partitions'], statements.map(rowOf)),
  ].join('\n\n');

/** Lists every role of the stage `prod`, from its templates. */
export const rolesPage = async (): Promise<string> =>
  rolesPageOf((await synthesizeInMemory(settingsOf(stage))).resources);

export const rolesPageOf = (resources: Parameters<typeof iamRolesOf>[0]): string => {
  const roles = iamRolesOf(resources);
  const groups = new Map<string, IamRole[]>();
  for (const role of roles) {
    const key = isSurface(role) ? withoutOwnName(role) : role.holder + JSON.stringify(role.statements);
    groups.set(key, [...(groups.get(key) ?? []), role]);
  }
  const sections = [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined
      ? []
      : [
          sectionOf(
            first,
            group.map(({ holder }) => holder),
          ),
        ];
  });
  return page(
    'Roles',
    `What every role of a stage may do, read from the templates of ${code(stage)}. An action without partitions is not confined by them. Nothing else grants anything: no role has a policy that AWS manages. What IAM cannot draw: a function that may read \`${stage}/connections/*\` holds the whole credential of the connection it works for.`,
    ...sections,
  );
};
