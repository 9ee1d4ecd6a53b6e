import type { MailboxProbeState } from './mailbox-probe-state.ts';

/** How the tenant is reached, as far as findings judge it. Never the credential itself. */
export interface ConnectionPosture {
  readonly connectionId: string;
  /** Of the application through which the tenant is read. */
  readonly clientId: string;
  /** What the tenant is called; its id where that was never read. */
  readonly name: string;
  readonly credential: {
    readonly kind: 'secret' | 'certificate';
    /** A calendar date; null where nobody said. */
    readonly expiresOn: string | null;
    /** What Microsoft last said to it. */
    readonly state: 'valid' | 'refused' | 'unknown';
    /** Why it was refused. */
    readonly code?: string | undefined;
  };
  /** From the last token; empty where none was had, or where it cannot be read. */
  readonly grantedScopes: readonly string[];
  readonly reads: readonly ('posture' | 'communications')[];
  /** What the nightly probe of a mailbox off the list came to; undefined before the first night. */
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

/** Whether a permission lets an application change something. By whole words of its name: `DeviceManagement…Read.All` manages nothing. */
export const isWriteScope = (scope: string): boolean =>
  scope === 'full_access_as_app' || scope.split('.').some((word) => writingWords.has(word.toLowerCase()));
