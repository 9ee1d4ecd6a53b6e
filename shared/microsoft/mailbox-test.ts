import { AppError, isAppError, publicCode } from '#shared/kernel/errors.ts';
import type { BatchRequest, GraphRequests } from '#shared/surfaces/define-surface.ts';
import { type ConnectProblem, connectProblem } from './connect-problem.ts';

export interface MailboxTestResult {
  readonly upn: string;
  readonly ok: boolean;
  readonly code?: string;
}

/**
 * What is tested of each mailbox: that the directory knows the user, and that the mailbox, the permission and the
 * mailbox policy allow access.
 */
export interface MailboxChecks {
  readonly person: boolean;
  readonly inbox: boolean;
}

const userRequest = (mailbox: string): BatchRequest => ({
  id: mailbox,
  path: '/users/{mailbox}',
  params: { mailbox },
  query: { $select: 'id' },
});

const inboxRequest = (mailbox: string): BatchRequest => ({
  id: mailbox,
  path: '/users/{mailbox}/mailFolders/inbox',
  params: { mailbox },
  query: { $select: 'id,totalItemCount' },
});

/** Failures by mailbox. A failure of the whole batch counts for every mailbox without an answer. */
const failuresOf = async (graph: GraphRequests, requests: readonly BatchRequest[]): Promise<Map<string, AppError>> => {
  const failures = new Map<string, AppError>();
  const unanswered = new Set(requests.map(({ id }) => id));
  try {
    for await (const answer of graph.batch(requests)) {
      unanswered.delete(answer.id);
      if (answer.ok) continue;
      if (!isAppError(answer.error)) throw answer.error;
      failures.set(answer.id, asMailboxFailure(answer.error));
    }
  } catch (error) {
    if (!isAppError(error)) throw error;
    for (const mailbox of unanswered) failures.set(mailbox, error);
  }
  return failures;
};

/** A user that the directory does not know is reported as a mailbox that was not found. */
const asMailboxFailure = (error: AppError): AppError =>
  error.code === 'NotFound' ? new AppError('MailboxNotFound', error.message, error.details, { cause: error }) : error;

/** Tests each mailbox in the order of the list. A mailbox that failed the first test is not tested further. */
export const testMailboxes = async (graph: GraphRequests, mailboxes: readonly string[], checks: MailboxChecks) => {
  const unknown = checks.person ? await failuresOf(graph, mailboxes.map(userRequest)) : new Map<string, AppError>();
  const known = mailboxes.filter((mailbox) => !unknown.has(mailbox));
  const denied = checks.inbox ? await failuresOf(graph, known.map(inboxRequest)) : new Map<string, AppError>();
  const results: MailboxTestResult[] = [];
  const problems: ConnectProblem[] = [];
  for (const upn of mailboxes) {
    const error = unknown.get(upn) ?? denied.get(upn);
    results.push({ upn, ok: error === undefined, ...(error !== undefined && { code: publicCode(error.code) }) });
    if (error === undefined) continue;
    const scopes = error.code === 'NeedsAccess' ? (error.details.needs ?? ['Mail.Read']) : undefined;
    problems.push(connectProblem(error, upn, scopes));
  }
  return { mailboxes: results, problems };
};
