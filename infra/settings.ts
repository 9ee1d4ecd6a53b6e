/** Ids of clients that are registered with an issuer other than Cognito. All are public clients: code with PKCE. */
export interface ClientIds {
  readonly commandLine: string;
  readonly console?: string;
  /** An assistant that speaks MCP. */
  readonly assistant?: string;
}

/** The MSP's own Entra tenant, with which people sign in instead of a password of the user pool. */
export interface EntraProvider {
  readonly tenantId: string;
  readonly clientId: string;
  /** The name of the secret of Secrets Manager whose text is the client secret. CloudFormation reads it. */
  readonly clientSecretName: string;
}

/** The sender of invitations: an identity that SES has verified. Without one Cognito sends about 50 mails a day. */
export interface MailSender {
  readonly address: string;
  /** Shown beside the address. */
  readonly name: string;
  /** The domain of the identity; `address` is below it. */
  readonly domain: string;
  readonly region: string;
}

export interface CognitoIssuer {
  readonly from: 'cognito';
  /** First part of the address of the sign-in page; unique in its region. Default: `vectis-{stage}-{account}`. */
  readonly domainPrefix?: string;
  /** Origins of the console. It has a client only if there is one. */
  readonly consoleOrigins: readonly string[];
  /** Where assistants are sent back to, as whole addresses. They have a client only if there is one. */
  readonly assistantCallbacks: readonly string[];
  readonly entra?: EntraProvider;
  readonly mail?: MailSender;
}

/**
 * The issuer of people's tokens. `cognito`: a user pool that the data stack creates. A URL: any other OIDC issuer.
 * `parameter`: a parameter of the template, which the embedded runtime sets to the address of its own issuer; only the
 * stage `local` may use it.
 */
export type Issuer =
  | CognitoIssuer
  | { readonly from: 'url'; readonly url: `https://${string}`; readonly clients: ClientIds }
  | { readonly from: 'parameter'; readonly clients: ClientIds };

/** An AWS account, twelve digits, and a region. */
export interface Pin {
  readonly account: string;
  readonly region: string;
}

/** The differences between stages; everything else is the same template. */
export interface StageSettings {
  readonly stage: string;
  /** Where the stage is deployed: `npm run deploy` refuses any other account and region. Undefined for `local`. */
  readonly pinnedTo: Pin | undefined;
  readonly issuer: Issuer;
  /** How many people each MSP may invite on one day (UTC). All MSPs of a stage share one sender of mail. */
  readonly invitationsPerDay: number;
  /** Origins of web pages that may call the API. */
  readonly corsOrigins: readonly string[];
  readonly logRetentionDays: 7 | 30 | 90 | 365;
  /** The address that receives alarms. If undefined, the topic exists without a subscription. */
  readonly alarmMail: string | undefined;
  /** Connections with an alarm of their own for their credential. Each alarm is billed. */
  readonly secretAlarms: readonly string[];
  /** Write units of the table per hour that raise an alarm; a write of 1 KB costs one, in a transaction two. */
  readonly tableWritesAnHour: number;
  /** Days without a sign-in or other activity after which a seat counts as unused. */
  readonly licenseInactiveDays: number;
  /**
   * Whether the table, the user pool, the keys and the logs are retained when their stack is deleted. The table and the
   * user pool also have deletion protection.
   */
  readonly keepsData: boolean;
  /** Requests per second, and in one burst, that the gateway accepts. */
  readonly throttle: { readonly ratePerSecond: number; readonly burst: number };
}

const stages = {
  /** Runs in `local/` and never in an account: `npm run deploy` refuses it. */
  local: {
    stage: 'local',
    pinnedTo: undefined,
    issuer: { from: 'parameter', clients: { commandLine: 'vectis-local' } },
    invitationsPerDay: 1000,
    corsOrigins: ['http://localhost:5173'],
    logRetentionDays: 7,
    alarmMail: undefined,
    secretAlarms: [],
    tableWritesAnHour: 1_000_000,
    licenseInactiveDays: 90,
    keepsData: false,
    throttle: { ratePerSecond: 1000, burst: 2000 },
  },
  dev: {
    stage: 'dev',
    // Accounts of AWS's documentation: put in your own.
    pinnedTo: { account: '111122223333', region: 'eu-west-1' },
    issuer: { from: 'cognito', consoleOrigins: ['http://localhost:5173'], assistantCallbacks: [] },
    invitationsPerDay: 20,
    corsOrigins: ['http://localhost:5173'],
    logRetentionDays: 30,
    alarmMail: process.env['ALARM_MAIL'],
    secretAlarms: [],
    tableWritesAnHour: 200_000,
    licenseInactiveDays: 90,
    keepsData: true,
    throttle: { ratePerSecond: 50, burst: 100 },
  },
  prod: {
    stage: 'prod',
    pinnedTo: { account: '444455556666', region: 'eu-west-1' },
    issuer: { from: 'cognito', consoleOrigins: [], assistantCallbacks: [] },
    invitationsPerDay: 20,
    corsOrigins: [],
    logRetentionDays: 90,
    alarmMail: process.env['ALARM_MAIL'],
    secretAlarms: [],
    tableWritesAnHour: 2_000_000,
    licenseInactiveDays: 90,
    keepsData: true,
    throttle: { ratePerSecond: 200, burst: 400 },
  },
} as const satisfies Record<string, StageSettings>;

export const stageNames = Object.keys(stages);

const isStage = (name: string): name is keyof typeof stages => Object.hasOwn(stages, name);

export const settingsOf = (stage: string): StageSettings => {
  if (!isStage(stage)) throw new Error(`there is no stage ${stage}; the stages are ${stageNames.join(', ')}`);
  return stages[stage];
};

/**
 * The environment of the stacks. CDK's command line sets `CDK_DEFAULT_ACCOUNT` when the shell has credentials: then the
 * stacks name the account of their stage, and CDK deploys them nowhere else. Without credentials a template fits any.
 */
export const environmentOf = ({ pinnedTo }: StageSettings): Partial<Pin> =>
  pinnedTo === undefined || process.env['CDK_DEFAULT_ACCOUNT'] === undefined ? {} : pinnedTo;
