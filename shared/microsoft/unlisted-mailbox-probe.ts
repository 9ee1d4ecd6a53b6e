import { AppError, isAppError } from '#shared/kernel/errors.ts';
import type { ProbeCandidate } from '#shared/posture/probe-candidates.ts';
import type { GraphRequest, GraphRequests } from '#shared/surfaces/define-surface.ts';
import type { Confinement } from './mailbox-guard.ts';

const path = '/users/{id}/mailFolders/inbox';
const query = { $select: 'id' } as const;

const isProbeRequest = (request: GraphRequest, { userId }: ProbeCandidate): boolean =>
  request.path === path &&
  Object.keys(request.params ?? {}).length === 1 &&
  request.params?.['id'] === userId &&
  Object.keys(request.query ?? {}).length === 1 &&
  request.query?.['$select'] === query.$select &&
  request.headers === undefined &&
  request.version === undefined;

/**
 * Permits one request: the id of the inbox of this one person, who must not be on the allow-list. Every other request
 * throws `MailboxNotListed` before anything is sent, including requests that the allow-list would permit.
 */
export const probeGuard = (mailboxes: readonly string[], candidate: ProbeCandidate): Confinement => {
  const listed = new Set(mailboxes.map((mailbox) => mailbox.toLowerCase()));
  const isListed = [candidate.userId, candidate.upn].some((name) => listed.has(name.toLowerCase()));
  return (request) => {
    if (isListed || !isProbeRequest(request, candidate)) {
      throw new AppError('MailboxNotListed', `"${request.path}" is not what the nightly probe asks for`);
    }
  };
};

/** Any 403, whatever its code or message. */
const isRefusal = (error: unknown): boolean => isAppError(error) && error.details.status === 403;

/**
 * Whether Exchange denies the application access to a mailbox that is not on the allow-list (rules 20). The answer is
 * discarded. Any other error is thrown, because it proves neither result.
 * https://learn.microsoft.com/graph/api/mailfolder-get
 */
export const probeMailbox = async (
  graph: Pick<GraphRequests, 'get'>,
  { userId }: ProbeCandidate,
): Promise<'refused' | 'allowed'> => {
  try {
    await graph.get({ path, params: { id: userId }, query });
    return 'allowed';
  } catch (error) {
    if (isRefusal(error)) return 'refused';
    throw error;
  }
};
