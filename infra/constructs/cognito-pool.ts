import { CfnOutput, type Stack } from 'aws-cdk-lib';
import { AccountRecovery, FeaturePlan, Mfa, UserPool, UserPoolEmail } from 'aws-cdk-lib/aws-cognito';
import type { IDependable } from 'constructs';
import type { SignIn } from '../environment-values.ts';
import type { Names } from '../names.ts';
import { removalPolicyOf } from '../removal-policy.ts';
import type { CognitoIssuer, StageSettings } from '../settings.ts';
import { outputNames } from '../sign-in-addresses.ts';
import { acknowledge } from './acknowledge.ts';
import { entraProvider, signInPage, userPoolClients } from './user-pool-clients.ts';

interface UserPoolSettings {
  readonly issuer: CognitoIssuer;
  readonly settings: StageSettings;
  readonly names: Names;
  /** What must exist before: a pool that keeps its data cannot be created a second time. */
  readonly after: IDependable;
}

/** The user pool of a stage with its sign-in page and its clients. Everybody signs in with a second factor. */
export const userPool = (stack: Stack, { issuer, settings, names, after }: UserPoolSettings): SignIn => {
  const pool = new UserPool(stack, 'People', {
    userPoolName: names.resource('people'),
    // The sign-in page, where people also enroll their authenticator, is not part of the Lite plan.
    featurePlan: FeaturePlan.ESSENTIALS,
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    autoVerify: { email: true },
    // A new address replaces the old one only after it was verified: an invitation is bound to a verified address.
    keepOriginal: { email: true },
    mfa: Mfa.REQUIRED,
    mfaSecondFactor: { otp: true, sms: false },
    passwordPolicy: {
      minLength: 14,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
    },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    ...mailOf(issuer),
    deletionProtection: settings.keepsData,
    removalPolicy: removalPolicyOf(settings),
  });
  pool.node.addDependency(after);
  acknowledge(
    pool,
    'AwsSolutions-COG3',
    'Threat protection needs the paid Plus plan, which is up to the operator; MFA is required for all users.',
  );
  acknowledge(pool, 'AwsSolutions-COG8', 'The paid Plus plan is up to the operator; MFA is required for all users.');

  const entra = entraProvider(stack, pool, issuer);
  const { commandLine, console, assistant } = userPoolClients(stack, { pool, issuer, names, entra });
  const people = [commandLine, console].filter((client) => client !== undefined);
  signInPage(stack, { pool, issuer, names, clients: assistant === undefined ? people : [...people, assistant] });
  new CfnOutput(stack, outputNames.issuer, { value: pool.userPoolProviderUrl, description: 'Issuer of the tokens' });
  new CfnOutput(stack, outputNames.clientId, {
    value: commandLine.userPoolClientId,
    description: 'Client of the command line: npm run sign-in',
  });
  return {
    userPoolId: pool.userPoolId,
    userPoolArn: pool.userPoolArn,
    issuer: pool.userPoolProviderUrl,
    clientIds: people.map(({ userPoolClientId }) => userPoolClientId),
    assistantClientId: assistant?.userPoolClientId,
  };
};

const mailOf = ({ mail }: CognitoIssuer): { readonly email?: UserPoolEmail } =>
  mail === undefined
    ? {}
    : {
        email: UserPoolEmail.withSES({
          fromEmail: mail.address,
          fromName: mail.name,
          sesVerifiedDomain: mail.domain,
          sesRegion: mail.region,
        }),
      };
