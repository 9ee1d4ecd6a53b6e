import { z } from 'zod';

/**
 * Every environment variable that a function may ask for. A contract picks from it, CDK must give each one a value or
 * it does not compile, and the handler parses them at cold start. Endpoints are not here: `AWS_ENDPOINT_URL_*` belongs
 * to the SDK, and no stack sets `MICROSOFT_ORIGINS` (architecture §4).
 */
export const Environment = z.object({
  STAGE: z.string().min(1),
  TABLE_NAME: z.string().min(1),
  /** `{stage}/connections/`, below which each connection has one secret. */
  CREDENTIALS_PREFIX: z.string().endsWith('/'),
  /** The secret with the key that encrypts list cursors. */
  CURSOR_KEY_ID: z.string().min(1),
  /** The secret with the key that signs anchors of the audit log. */
  AUDIT_ANCHOR_KEY_ID: z.string().min(1),
  /** The secret with the key that signs the state of consent links. */
  CONSENT_KEY_ID: z.string().min(1),
  /** The log group that stores the anchors. */
  AUDIT_ANCHOR_LOG_GROUP: z.string().min(1),
  /** The topic that alarms publish to. */
  ALARM_TOPIC_ARN: z.string().min(1),
  /** The user pool; empty where the stage accepts tokens of another issuer. */
  USER_POOL_ID: z.string(),
  OIDC_ISSUER: z.url(),
  /** The clients whose ID tokens are accepted, separated by commas. An assistant's is not among them. */
  OIDC_CLIENT_IDS: z.string().min(1),
  /** The client of an assistant, whose access tokens are accepted for its tools; empty where there is none. */
  OIDC_ASSISTANT_CLIENT_ID: z.string(),
  /** How many people an MSP may invite on one day (UTC). */
  INVITATIONS_PER_DAY: z.coerce.number().int().min(1),
  BOOK_SYNC_ARN: z.string().min(1),
  TENANT_POSTURE_ARN: z.string().min(1),
  TENANT_COMMUNICATIONS_ARN: z.string().min(1),
  /** A seat counts as unused after this many days without a sign-in or any activity. */
  LICENSE_INACTIVE_DAYS: z.coerce.number().int().min(30).max(365),
  /** Allowed origins, separated by commas; empty allows none. */
  CORS_ORIGINS: z.string(),
});
export type Environment = z.output<typeof Environment>;
