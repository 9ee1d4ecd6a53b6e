import { AppError } from '#shared/kernel/errors.ts';
import type { GraphRequest, MailboxPort } from '#shared/surfaces/define-surface.ts';

/** Below a user, these are no part of a mailbox. Everything else below a user is taken for one. */
const besideTheMailbox = /^(authentication\/|licensedetails$|memberof|transitivememberof|approleassignments$)/;

/** Words by which a directory call could bring a mailbox along. */
const mailWords = /mail(box|folder)|messages|events|calendar|contacts|inferenceclassification|outlook|onenote|drive/i;

/** What each door lets through: this template, and exactly this query. */
const doors: Readonly<
  Record<MailboxPort, { readonly path: RegExp; readonly query?: Readonly<Record<string, string>> }>
> = {
  purpose: { path: /^\/users\/\{[^}/]+\}\/mailboxSettings$/, query: { $select: 'userPurpose' } },
  'inbox-rules': { path: /^\/users\/\{[^}/]+\}\/mailFolders\/inbox\/messageRules$/ },
};

const isSameQuery = (query: GraphRequest['query'] = {}, wanted: GraphRequest['query'] = {}): boolean =>
  Object.keys(query).length === Object.keys(wanted).length &&
  Object.entries(wanted).every(([name, value]) => query[name] === value);

const isThrough = (port: MailboxPort | undefined, { path, query }: GraphRequest): boolean => {
  if (port === undefined) return false;
  const door = doors[port];
  return door.path.test(path) && isSameQuery(query, door.query);
};

const refused = (path: string): AppError =>
  new AppError('MailboxNotListed', `"${path}" reads a mailbox that is not on the connection's list`);

/** A user's own properties may be asked for, unless one of them is mail, or something is brought along. */
const bringsMail = ({ query }: GraphRequest): boolean =>
  query?.['$expand'] !== undefined || mailWords.test((query?.['$select'] ?? '').replace(/\bmail\b/g, ''));

/** Groups have mailboxes and calendars too; only who is in them is ours to read. */
const isOtherMailbox = (path: string): boolean =>
  /^\/(me|places|communications|chats|teams)(\/|$)/i.test(path) ||
  (/^\/groups\/[^/]+\/./i.test(path) && !/^\/groups\/\{[^}/]+\}\/(transitiveMembers|members|owners)$/.test(path));

export type Confinement = (request: GraphRequest) => void;

/**
 * Holds every request to the allow-list: below a user's mailbox nothing is read unless that mailbox stands on it, whoever asks. Throws
 * `MailboxNotListed` before anything is sent. The doors of two surfaces are the only exceptions.
 */
export const confinedTo = (mailboxes: readonly string[], port?: MailboxPort): Confinement => {
  const listed = new Set(mailboxes.map((mailbox) => mailbox.toLowerCase()));
  return (request) => {
    const { path, params } = request;
    if (isOtherMailbox(path)) throw refused(path);
    const user = /^\/users(?<own>[^/]*)(\/(?<who>[^/]*)(\/(?<rest>.*))?)?$/i.exec(path)?.groups;
    if (user === undefined) return;
    const { own, who = '', rest = '' } = user;
    if (own !== '') throw refused(path); // users('…') names somebody in a way that is not ours
    if (rest === '') {
      if (bringsMail(request)) throw refused(path);
      return;
    }
    if (besideTheMailbox.test(rest.toLowerCase())) return;
    const [, name] = /^\{([^}]+)\}$/.exec(who) ?? [];
    const mailbox = name === undefined ? undefined : params?.[name];
    if (mailbox !== undefined && listed.has(mailbox.toLowerCase())) return;
    if (!isThrough(port, request)) throw refused(path);
  };
};
