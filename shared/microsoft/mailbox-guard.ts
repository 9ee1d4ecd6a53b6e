import { AppError } from '#shared/kernel/errors.ts';
import type { GraphRequest, MailboxPort } from '#shared/surfaces/define-surface.ts';

/** Paths below a user that are not part of a mailbox. Every other path below a user is treated as one. */
const outsideMailbox = /^(authentication\/|licensedetails$|memberof|transitivememberof|approleassignments$)/;

/** Properties and relations through which a directory request could include mailbox data. */
const mailboxData = /mail(box|folder)|messages|events|calendar|contacts|inferenceclassification|outlook|onenote|drive/i;

/** The requests that each mailbox port permits: this path template with exactly this query. */
const portRequests: Readonly<
  Record<MailboxPort, { readonly path: RegExp; readonly query?: Readonly<Record<string, string>> }>
> = {
  purpose: { path: /^\/users\/\{[^}/]+\}\/mailboxSettings$/, query: { $select: 'userPurpose' } },
  'inbox-rules': { path: /^\/users\/\{[^}/]+\}\/mailFolders\/inbox\/messageRules$/ },
};

const isSameQuery = (query: GraphRequest['query'] = {}, wanted: GraphRequest['query'] = {}): boolean =>
  Object.keys(query).length === Object.keys(wanted).length &&
  Object.entries(wanted).every(([name, value]) => query[name] === value);

const isPermitted = (port: MailboxPort | undefined, { path, query }: GraphRequest): boolean => {
  if (port === undefined) return false;
  const permitted = portRequests[port];
  return permitted.path.test(path) && isSameQuery(query, permitted.query);
};

const refused = (path: string): AppError =>
  new AppError('MailboxNotListed', `"${path}" reads a mailbox that is not on the connection's list`);

/** A user's own properties may be selected, except those with mailbox data. `$expand` is not permitted. */
const includesMailboxData = ({ query }: GraphRequest): boolean =>
  query?.['$expand'] !== undefined || mailboxData.test((query?.['$select'] ?? '').replace(/\bmail\b/g, ''));

/** Groups have mailboxes and calendars too. Only their members and owners may be read. */
const isGroupOrSharedData = (path: string): boolean =>
  /^\/(me|places|communications|chats|teams)(\/|$)/i.test(path) ||
  (/^\/groups\/[^/]+\/./i.test(path) && !/^\/groups\/\{[^}/]+\}\/(transitiveMembers|members|owners)$/.test(path));

export type Confinement = (request: GraphRequest) => void;

/**
 * Enforces the allow-list: below a user's mailbox nothing is read unless the mailbox is on the list. Throws
 * `MailboxNotListed` before anything is sent. The mailbox ports of two surfaces are the only exceptions.
 */
export const confinedTo = (mailboxes: readonly string[], port?: MailboxPort): Confinement => {
  const listed = new Set(mailboxes.map((mailbox) => mailbox.toLowerCase()));
  return (request) => {
    const { path, params } = request;
    if (isGroupOrSharedData(path)) throw refused(path);
    const user = /^\/users(?<own>[^/]*)(\/(?<who>[^/]*)(\/(?<rest>.*))?)?$/i.exec(path)?.groups;
    if (user === undefined) return;
    const { own, who = '', rest = '' } = user;
    if (own !== '') throw refused(path); // users('…') is a form that we do not use
    if (rest === '') {
      if (includesMailboxData(request)) throw refused(path);
      return;
    }
    if (outsideMailbox.test(rest.toLowerCase())) return;
    const [, name] = /^\{([^}]+)\}$/.exec(who) ?? [];
    const mailbox = name === undefined ? undefined : params?.[name];
    if (mailbox !== undefined && listed.has(mailbox.toLowerCase())) return;
    if (!isPermitted(port, request)) throw refused(path);
  };
};
