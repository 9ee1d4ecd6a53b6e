import { type Subject, subjectSkuId, subjectUserId } from '#shared/kernel/subject.ts';

/** Ids and names of the objects that a finding is about, as far as they are known, by placeholder. */
export type ObjectValues = Readonly<Record<string, string | null | undefined>>;

interface Judged {
  readonly subject: Subject;
  readonly evidence: Readonly<Record<string, unknown>>;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const fieldOf = (value: unknown, name: string): string | undefined =>
  typeof value === 'object' && value !== null
    ? textOf(Object.entries(value).find(([key]) => key === name)?.[1])
    : undefined;

const onlyOne = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : undefined);

/** The placeholder that the id of a subject fills. */
const idNames: Partial<Record<Subject['kind'], string>> = {
  policy: 'policyId',
  app: 'appId',
  alert: 'alertId',
  issue: 'issueId',
  control: 'controlName',
  device: 'deviceId',
  domain: 'domain',
};

/** The user that a subject is, belongs to, or alone names. */
const userIdOf = ({ subject, evidence }: Judged): string | undefined => {
  const { by, users, userId } = evidence;
  if (subject.kind === 'change') return fieldOf(by, 'kind') === 'user' ? fieldOf(by, 'id') : undefined;
  if (subject.kind === 'alert') return fieldOf(onlyOne(users), 'userId');
  return subjectUserId(subject) ?? textOf(userId);
};

/** The values that a finding knows for its links and commands. */
export const objectValues = (judged: Judged): ObjectValues => {
  const { subject, evidence } = judged;
  const idName = idNames[subject.kind];
  const userId = userIdOf(judged);
  return {
    ...(idName !== undefined && 'id' in subject ? { [idName]: subject.id } : {}),
    userId,
    // Exchange finds a mailbox by the object id of its user.
    mailboxId: userId,
    user: textOf(evidence['upn']) ?? fieldOf(onlyOne(evidence['users']), 'upn'),
    skuId: subjectSkuId(subject),
    servicePrincipalId: textOf(evidence['servicePrincipalId']),
    address: textOf(onlyOne(evidence['outside'])),
  };
};

/** Anything else could end the command that it is put into. */
const isSafe = /^[\w.@-]+$/;

/** The command with the values that are known in place of `<name>`. */
export const withKnownValues = (command: string, values: ObjectValues): string =>
  command.replaceAll(/<(\w+)>/g, (placeholder, name: string) => {
    const value = values[name];
    return typeof value === 'string' && isSafe.test(value) ? value : placeholder;
  });
