import type { Environment } from 'aws-cdk-lib';

/**
 * Where people's tokens come from. `cognito`: a user pool that the data stack makes. A URL: any other OIDC issuer. `parameter`: whoever
 * deploys the template gives it, as the embedded runtime does with the address of its own issuer; only the stage `local` may.
 */
export type Issuer =
  | { readonly from: 'cognito' }
  | { readonly from: 'url'; readonly url: `https://${string}` }
  | { readonly from: 'parameter' };

/** What differs between stages; everything else is the same template. */
export interface StageSettings {
  readonly stage: string;
  readonly env: Environment;
  readonly issuer: Issuer;
  /** The `aud` that a token must carry. With Cognito it is the client that the data stack makes, and this is ignored. */
  readonly audience: string;
  /** Origins of web pages that may call the API. */
  readonly corsOrigins: readonly string[];
  readonly logRetentionDays: 7 | 30 | 90 | 365;
  /** Alarms are mailed there; undefined mails nobody, and the topic stands ready. */
  readonly alarmMail: string | undefined;
  /** Connections whose credential has an alarm of its own, beside those that count all of them. Each is billed for itself; none unless named. */
  readonly secretAlarms: readonly string[];
  /** Write units of the table in an hour from which an alarm rings; a write of 1 KB is one, in a transaction two. */
  readonly tableWritesAnHour: number;
  /** After so many days without a sign-in or any work a seat is called unused. */
  readonly licenseInactiveDays: number;
  /** The table and the keys outlive their stack and refuse deletion. */
  readonly keepsData: boolean;
  /** Requests a second, and in one burst, that the gateway lets through. */
  readonly throttle: { readonly ratePerSecond: number; readonly burst: number };
}

/** The account and region of the shell that deploys; without them the template fits any. */
const env: Environment = {
  ...(process.env['CDK_DEFAULT_ACCOUNT'] === undefined ? {} : { account: process.env['CDK_DEFAULT_ACCOUNT'] }),
  ...(process.env['CDK_DEFAULT_REGION'] === undefined ? {} : { region: process.env['CDK_DEFAULT_REGION'] }),
};

const stages = {
  /** Runs in `local/`, never in an account: `npm run deploy` refuses it. */
  local: {
    stage: 'local',
    env: {},
    issuer: { from: 'parameter' },
    audience: 'vectis-local',
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
    env,
    issuer: { from: 'cognito' },
    audience: 'vectis-dev',
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
    env,
    issuer: { from: 'cognito' },
    audience: 'vectis-prod',
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
  if (!isStage(stage)) throw new Error(`no stage is named ${stage}; there are ${stageNames.join(', ')}`);
  return stages[stage];
};
