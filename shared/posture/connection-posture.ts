import type { RunKind } from '#shared/kernel/run.ts';
import type { MailboxProbeState } from './mailbox-probe-state.ts';

/** What findings judge of the connection to a tenant. It never holds the credential itself. */
export interface ConnectionPosture {
  readonly connectionId: string;
  /** The application (client) id that reads the tenant. */
  readonly clientId: string;
  /** The display name of the tenant. */
  readonly name: string;
  readonly credential: {
    readonly kind: 'secret' | 'certificate';
    /** The last day of validity; null if it is not known. */
    readonly expiresOn: string | null;
    /** The result of the last token request. */
    readonly state: 'valid' | 'refused' | 'unknown';
    /** The error code of the refusal. */
    readonly code?: string | undefined;
  };
  /** From the last token. Empty if there was none, or if its roles could not be read. */
  readonly grantedScopes: readonly string[];
  readonly reads: readonly RunKind[];
  /** The state of the nightly mailbox probe; undefined before the first night. */
  readonly probe: MailboxProbeState | undefined;
}

const writingWords: ReadonlySet<string> = new Set([
  'readwrite',
  'write',
  'send',
  'manage',
  'fullcontrol',
  'manageasapp',
]);

/**
 * Whether a permission allows changes. It compares whole segments of the name: `DeviceManagementConfiguration.Read.All`
 * does not match.
 */
export const isWriteScope = (scope: string): boolean =>
  scope === 'full_access_as_app' || scope.split('.').some((word) => writingWords.has(word.toLowerCase()));
