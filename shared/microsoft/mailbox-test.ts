import { AppError, isAppError, publicCode } from '#shared/kernel/errors.ts';
import type { BatchRequest, GraphReader } from '#shared/surfaces/define-surface.ts';
import { type ConnectProblem, connectProblem } from './connect-problem.ts';

export interface MailboxTestResult {
  readonly upn: string;
  readonly ok: boolean;
  readonly code?: string;
}

/** What is proven of each mailbox: that the directory knows the person, and that the mailbox, the permission and the mailbox policy let us in. */
export interface MailboxChecks {
  readonly person: boolean;
  readonly inbox: boolean;
}

const personOf = (mailbox: string): BatchRequest => ({
  id: mailbox,
  path: '/users/{mailbox}',
  params: { mailbox },
  query: { $select: 'id' },
});

const inboxOf = (mailbox: string): BatchRequest => ({
  id: mailbox,
  path: '/users/{mailbox}/mailFolders/inbox',
  params: { mailbox },
  query: { $select: 'id,totalItemCount' },
});

/** Failures by mailbox. What stops the whole batch is the failure of every mailbox that was not answered. */
const failuresOf = async (graph: GraphReader, requests: readonly BatchRequest[]): Promise<Map<string, AppError>> => {
  const failures = new Map<string, AppError>();
  const open = new Set(requests.map(({ id }) => id));
  try {
    for await (const answer of graph.batch(requests)) {
      open.delete(answer.id);
      if (answer.ok) continue;
      if (!isAppError(answer.error)) throw answer.error;
      failures.set(answer.id, asMailbox(answer.error));
    }
  } catch (error) {
    if (!isAppError(error)) throw error;
    for (const mailbox of open) failures.set(mailbox, error);
  }
  return failures;
};

/** A directory that does not know the person is, here, a mailbox that is not found. */
const asMailbox = (error: AppError): AppError =>
  error.code === 'NotFound' ? new AppError('MailboxNotFound', error.message, error.details, { cause: error }) : error;

/** Tries each mailbox, in the order of the list; one that failed is asked nothing more. */
export const testMailboxes = async (graph: GraphReader, mailboxes: readonly string[], proof: MailboxChecks) => {
  const unknown = proof.person ? await failuresOf(graph, mailboxes.map(personOf)) : new Map<string, AppError>();
  const known = mailboxes.filter((mailbox) => !unknown.has(mailbox));
  const shut = proof.inbox ? await failuresOf(graph, known.map(inboxOf)) : new Map<string, AppError>();
  const verdicts: MailboxTestResult[] = [];
  const problems: ConnectProblem[] = [];
  for (const upn of mailboxes) {
    const error = unknown.get(upn) ?? shut.get(upn);
    verdicts.push({ upn, ok: error === undefined, ...(error !== undefined && { code: publicCode(error.code) }) });
    if (error === undefined) continue;
    const scopes = error.code === 'NeedsAccess' ? (error.details.needs ?? ['Mail.Read']) : undefined;
    problems.push(connectProblem(error, upn, scopes));
  }
  return { mailboxes: verdicts, problems };
};
