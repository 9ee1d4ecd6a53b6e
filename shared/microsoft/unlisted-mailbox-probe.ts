import { AppError, isAppError } from '#shared/kernel/errors.ts';
import type { ProbeCandidate } from '#shared/posture/probe-candidates.ts';
import type { GraphReader, GraphRequest } from '#shared/surfaces/define-surface.ts';
import type { Confinement } from './mailbox-guard.ts';

const path = '/users/{id}/mailFolders/inbox';
const query = { $select: 'id' } as const;

const isTheProbe = (request: GraphRequest, { userId }: ProbeCandidate): boolean =>
  request.path === path &&
  Object.keys(request.params ?? {}).length === 1 &&
  request.params?.['id'] === userId &&
  Object.keys(request.query ?? {}).length === 1 &&
  request.query?.['$select'] === query.$select &&
  request.headers === undefined &&
  request.version === undefined;

/**
 * Lets one request through: the id of the inbox of this one person, and nothing of anybody whose name is on the allow-list. Everything else throws
 * `MailboxNotListed` before anything is sent, also what the allow-list itself would let through.
 */
export const probeGuard = (mailboxes: readonly string[], stranger: ProbeCandidate): Confinement => {
  const listed = new Set(mailboxes.map((mailbox) => mailbox.toLowerCase()));
  const isListed = [stranger.userId, stranger.upn].some((name) => listed.has(name.toLowerCase()));
  return (request) => {
    if (isListed || !isTheProbe(request, stranger)) {
      throw new AppError('MailboxNotListed', `"${request.path}" is not what the nightly probe asks for`);
    }
  };
};

/** 403, whatever the words. */
const isRefusal = (error: unknown): boolean => isAppError(error) && error.details.status === 403;

/**
 * Whether Exchange keeps the application out of a mailbox that is not on the allow-list (rules 20). What it answers is discarded. Throws whatever else
 * went wrong: that says neither. https://learn.microsoft.com/graph/api/mailfolder-get
 */
export const probeMailbox = async (
  graph: Pick<GraphReader, 'get'>,
  { userId }: ProbeCandidate,
): Promise<'refused' | 'let-in'> => {
  try {
    await graph.get({ path, params: { id: userId }, query });
    return 'let-in';
  } catch (error) {
    if (isRefusal(error)) return 'refused';
    throw error;
  }
};
