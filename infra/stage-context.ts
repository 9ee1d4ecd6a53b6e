import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Parts } from './discover.ts';
import type { EnvironmentValues, SignIn } from './environment-values.ts';
import type { Names } from './names.ts';
import type { StageSettings } from './settings.ts';

/** The input of every stack of a stage. */
export interface StageContext {
  readonly settings: StageSettings;
  readonly names: Names;
  readonly values: EnvironmentValues;
  /** The user pool; undefined with another issuer. */
  readonly signIn: SignIn | undefined;
  readonly parts: Parts;
  /** The bundle of a function. */
  readonly codeOf: (group: string, name: string) => Code;
}
