import { z } from 'zod';

/**
 * Every variable a function may ask for, once. A contract picks from it; CDK must give each a value, or it does not compile; the handler parses it at
 * cold start. Endpoints are not here: `AWS_ENDPOINT_URL_*` is the SDK's own, `MICROSOFT_ORIGINS` is set by no stack (architecture §4).
 */
export const Environment = z.object({
  STAGE: z.string().min(1),
  TABLE_NAME: z.string().min(1),
  /** `{stage}/connections/`: below it stands one secret a connection. */
  CREDENTIALS_PREFIX: z.string().endsWith('/'),
  /** Secret with the key that signs list cursors. */
  CURSOR_KEY_ID: z.string().min(1),
  /** Secret with the key that signs anchors of the audit log. */
  AUDIT_ANCHOR_KEY_ID: z.string().min(1),
  /** Secret with the key that signs the state of consent links. */
  CONSENT_KEY_ID: z.string().min(1),
  /** Where the anchors are kept. */
  AUDIT_ANCHOR_LOG_GROUP: z.string().min(1),
  /** Whom alarms tell. */
  ALARM_TOPIC_ARN: z.string().min(1),
  /** Of the people who sign in; empty where the stage takes tokens of another issuer. */
  USER_POOL_ID: z.string(),
  OIDC_ISSUER: z.url(),
  OIDC_AUDIENCE: z.string().min(1),
  BOOK_SYNC_ARN: z.string().min(1),
  TENANT_POSTURE_ARN: z.string().min(1),
  TENANT_COMMUNICATIONS_ARN: z.string().min(1),
  /** After so many days without a sign-in or any work a seat is called unused. */
  LICENSE_INACTIVE_DAYS: z.coerce.number().int().min(30).max(365),
  /** Comma-separated origins; empty allows none. */
  CORS_ORIGINS: z.string(),
});
export type Environment = z.output<typeof Environment>;
