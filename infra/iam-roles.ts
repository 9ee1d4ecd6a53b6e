import { z } from 'zod';
import type { Resource } from './synthesize-in-memory.ts';
import { templateText } from './template-text.ts';

/** One statement of a policy, as text. */
export interface RoleStatement {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** The partition keys to which it is restricted. */
  readonly keys: readonly string[];
}

export interface IamRole {
  /** The functions, machines and schedules that use the role, by physical name. */
  readonly holder: string;
  readonly statements: readonly RoleStatement[];
}

const list = <Item extends z.ZodType>(item: Item) => z.union([z.array(item), item.transform((one) => [one])]);
const Policy = z.looseObject({
  Roles: z.array(z.looseObject({ Ref: z.string() })),
  PolicyDocument: z.looseObject({
    Statement: z.array(
      z.looseObject({
        Effect: z.string(),
        Action: list(z.string()),
        Resource: list(z.unknown()),
        Condition: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
      }),
    ),
  }),
});

const keysOf = (conditions: Readonly<Record<string, Readonly<Record<string, unknown>>>>): string[] =>
  Object.values(conditions).flatMap((condition) => list(z.string()).parse(condition['dynamodb:LeadingKeys'] ?? []));

/** Statements by role, `stack/LogicalId`. */
const statementsByRole = (resources: ReadonlyMap<string, Resource>): ReadonlyMap<string, RoleStatement[]> => {
  const byRole = new Map<string, RoleStatement[]>();
  for (const [id, { Type, Properties }] of resources) {
    if (Type !== 'AWS::IAM::Policy') continue;
    const { Roles, PolicyDocument } = Policy.parse(Properties);
    const statements = PolicyDocument.Statement.map(({ Effect, Action, Resource: on, Condition }) => ({
      effect: Effect,
      actions: Action,
      resources: on.map(templateText),
      keys: keysOf(Condition),
    }));
    for (const { Ref } of Roles) {
      const role = `${id.split('/')[0]}/${Ref}`;
      byRole.set(role, [...(byRole.get(role) ?? []), ...statements]);
    }
  }
  return byRole;
};

const nameOfHolder: Readonly<Record<string, { readonly name: string; readonly role: string }>> = {
  'AWS::Lambda::Function': { name: 'FunctionName', role: 'Role' },
  'AWS::StepFunctions::StateMachine': { name: 'StateMachineName', role: 'RoleArn' },
};

const holderOf = ({ Type, Properties }: Resource): { readonly name: string; readonly role: string } | undefined => {
  if (Type === 'AWS::Scheduler::Schedule')
    return { name: `the schedule ${templateText(Properties.Name)}`, role: templateText(Properties.Target.RoleArn) };
  const known = nameOfHolder[Type];
  return known && { name: templateText(Properties[known.name]), role: templateText(Properties[known.role]) };
};

/** All roles of a stage with their statements and holders. */
export const iamRolesOf = (resources: ReadonlyMap<string, Resource>): readonly IamRole[] => {
  const byRole = statementsByRole(resources);
  const holders = new Map<string, string[]>();
  for (const [id, resource] of resources) {
    const holder = holderOf(resource);
    if (holder === undefined) continue;
    const role = `${id.split('/')[0]}/${/^<(\w+)\.Arn>$/.exec(holder.role)?.[1]}`;
    holders.set(role, [...(holders.get(role) ?? []), holder.name]);
  }
  return [...byRole]
    .map(([role, statements]) => ({ holder: holders.get(role)?.join(', ') ?? role, statements }))
    .toSorted((a, b) => (a.holder < b.holder ? -1 : 1));
};
