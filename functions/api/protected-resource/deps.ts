export interface Deps {
  /** The issuer of the stage's tokens. */
  readonly issuer: string;
}
