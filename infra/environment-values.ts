import { ArnFormat, CfnParameter, type Stack } from 'aws-cdk-lib';
import type { MachineName } from '#shared/contract/function-contract.ts';
import type { Environment } from '#shared/contract/function-environment.ts';
import type { Names } from './names.ts';
import type { StageSettings } from './settings.ts';

/** The user pool of the data stack, if the stage uses one. */
export interface SignIn {
  readonly userPoolId: string;
  readonly userPoolArn: string;
  readonly issuer: string;
  /**
   * The clients whose ID tokens are accepted; the first is the command line's. An assistant's is not among them: its ID
   * token would have the whole role of the person.
   */
  readonly clientIds: readonly string[];
  readonly assistantClientId: string | undefined;
}

/**
 * A value for every variable that a contract may request. Values are computed in the stack that uses them, so that no
 * stack references a resource that it does not use.
 */
export type EnvironmentValues = Readonly<Record<keyof Environment, (stack: Stack) => string>>;

export const environmentValues = (
  settings: StageSettings,
  names: Names,
  signIn: SignIn | undefined,
): EnvironmentValues => ({
  STAGE: () => settings.stage,
  TABLE_NAME: () => names.table,
  CREDENTIALS_PREFIX: () => names.credentialsPrefix,
  CURSOR_KEY_ID: () => names.key('cursor'),
  AUDIT_ANCHOR_KEY_ID: () => names.key('audit-anchor'),
  CONSENT_KEY_ID: () => names.key('consent'),
  AUDIT_ANCHOR_LOG_GROUP: () => names.auditAnchors,
  ALARM_TOPIC_ARN: (stack) => topicArn(stack, names),
  USER_POOL_ID: () => signIn?.userPoolId ?? '',
  OIDC_ISSUER: (stack) => issuerOf(stack, settings, signIn),
  OIDC_CLIENT_IDS: () => (signIn?.clientIds ?? clientIdsOf(settings)).join(','),
  OIDC_ASSISTANT_CLIENT_ID: () => signIn?.assistantClientId ?? assistantClientIdOf(settings) ?? '',
  INVITATIONS_PER_DAY: () => String(settings.invitationsPerDay),
  BOOK_SYNC_ARN: (stack) => machineArn(stack, names, 'book-sync'),
  TENANT_POSTURE_ARN: (stack) => machineArn(stack, names, 'tenant-posture'),
  TENANT_COMMUNICATIONS_ARN: (stack) => machineArn(stack, names, 'tenant-communications'),
  LICENSE_INACTIVE_DAYS: () => String(settings.licenseInactiveDays),
  CORS_ORIGINS: () => settings.corsOrigins.join(','),
});

/** The variables of one function: only those that its contract picks. */
export const pickVariables = (values: EnvironmentValues, wanted: object, stack: Stack): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([name]) => Object.hasOwn(wanted, name))
      .map(([name, valueIn]) => [name, valueIn(stack)]),
  );

/** The topic of the alarms; the operations stack creates it. */
export const topicArn = (stack: Stack, names: Names): string =>
  stack.formatArn({ service: 'sns', resource: names.resource('alarms') });

export const machineArn = (stack: Stack, names: Names, machine: MachineName): string =>
  stack.formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName: names.machine(machine),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });

/** The clients of people at an issuer that is not a user pool of the stage; the first is the command line's. */
const clientIdsOf = ({ issuer, stage }: StageSettings): readonly string[] => {
  if (issuer.from === 'cognito') return [];
  const { commandLine, console, assistant } = issuer.clients;
  const people = [commandLine, console].filter((id) => id !== undefined);
  // The authorizer refuses every ID token of an assistant's client, so nobody could sign in to a shared one.
  if (assistant !== undefined && people.includes(assistant))
    throw new Error(`the assistant of stage ${stage} needs a client of its own`);
  return people;
};

const assistantClientIdOf = ({ issuer }: StageSettings): string | undefined =>
  issuer.from === 'cognito' ? undefined : issuer.clients.assistant;

const issuerOf = (stack: Stack, { issuer, stage }: StageSettings, signIn: SignIn | undefined): string => {
  if (issuer.from === 'url') return issuer.url;
  if (issuer.from === 'parameter') return issuerParameter(stack).valueAsString;
  if (signIn === undefined) throw new Error(`stage ${stage} uses Cognito as issuer, but there is no user pool`);
  return signIn.issuer;
};

const issuerParameter = (stack: Stack): CfnParameter => {
  const made = stack.node.tryFindChild('OidcIssuer');
  if (made instanceof CfnParameter) return made;
  return new CfnParameter(stack, 'OidcIssuer', {
    type: 'String',
    description: 'Issuer of the tokens of members, as an http(s) URL.',
  });
};
