/**
 * Messages and events of a simulated mailbox. Their ids are immutable ids; the default ids are derived from id and
 * folder.
 */
export interface Address {
  readonly name: string;
  readonly address: string;
}

export type Folder = 'inbox' | 'sentitems' | 'drafts' | 'deleteditems' | 'junkemail' | 'archive';
export const folders: readonly Folder[] = ['inbox', 'sentitems', 'drafts', 'deleteditems', 'junkemail', 'archive'];

/** PidTagSensitivity: 0 normal, 1 personal, 2 private, 3 confidential. */
export type Sensitivity = 0 | 1 | 2 | 3;
export const sensitivityNames = ['normal', 'personal', 'private', 'confidential'] as const;

export interface SimulatedMessage {
  readonly id: string;
  folder: Folder;
  internetMessageId: string;
  conversationId: string;
  subject: string;
  from: Address | null;
  sender: Address | null;
  to: Address[];
  cc: Address[];
  bcc: Address[];
  replyTo: Address[];
  receivedAt: string;
  isRead: boolean;
  hasAttachments: boolean;
  sensitivity: Sensitivity;
  /** Plain text; the preview is its beginning. */
  text: string;
  /** Null: an HTML page is made from `text`. */
  html: string | null;
}

export interface Attendee extends Address {
  readonly type: 'required' | 'optional' | 'resource';
  readonly response: 'none' | 'accepted' | 'declined' | 'tentativelyAccepted' | 'notResponded';
}

export interface SimulatedEvent {
  readonly id: string;
  iCalUId: string;
  seriesMasterId: string | null;
  type: 'singleInstance' | 'occurrence' | 'exception' | 'seriesMaster';
  subject: string;
  startAt: string;
  endAt: string;
  isAllDay: boolean;
  isCancelled: boolean;
  showAs: 'free' | 'tentative' | 'busy' | 'oof';
  sensitivity: Sensitivity;
  organizer: Address | null;
  attendees: Attendee[];
  location: string | null;
  /** Null if it is no online meeting. */
  joinUrl: string | null;
  text: string;
  html: string | null;
}

export interface SimulatedRule {
  readonly id: string;
  name: string;
  isEnabled: boolean;
  hasError: boolean;
  /** Null or empty: the rule applies to every message. */
  conditions: {
    readonly subjectContains?: readonly string[];
    readonly bodyContains?: readonly string[];
    readonly bodyOrSubjectContains?: readonly string[];
    readonly senderContains?: readonly string[];
  } | null;
  actions: {
    readonly forwardTo?: readonly Address[];
    readonly redirectTo?: readonly Address[];
    readonly forwardAsAttachmentTo?: readonly Address[];
    readonly delete?: true;
    readonly permanentDelete?: true;
    readonly moveToFolder?: Folder;
    readonly markAsRead?: true;
    readonly stopProcessingRules?: true;
  };
}

/**
 * Graph returns this many characters of the text as `bodyPreview`.
 * https://learn.microsoft.com/graph/api/resources/message
 */
const previewLength = 255;
export const previewOf = (text: string): string => text.slice(0, previewLength);

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
export const htmlOf = (text: string): string =>
  `<html><head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>${text
    .split('\n')
    .map((line) => `<p>${line.replace(/[&<>]/g, (character) => escapes[character] ?? '')}</p>`)
    .join('')}</body></html>`;
