import type { z } from 'zod';
import { errorDefinition, publicCode } from '#shared/kernel/errors.ts';
import { toSentence } from '#shared/kernel/next-step.ts';
import { pluralize } from '#shared/kernel/pluralize.ts';
import type { ConnectProblem } from '#shared/microsoft/connect-problem.ts';
import type { ConnectTestResult } from '#shared/microsoft/connect-test.ts';
import { missingScopes } from '#shared/permissions/least-scopes.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import { surfaces } from '#shared/surfaces/index.ts';
import type { TestAnswer } from './contract.ts';

type Answer = z.input<typeof TestAnswer>;

/** What the test was about. */
export interface TestedConnection extends Pick<Connection, 'reads'> {
  /** Undefined where the licenses of the tenant were never read; then plans restrict nothing. */
  readonly plans?: ReadonlySet<string> | undefined;
}

/** The permissions that the token lacks for what the connection reads. Without a token they are not known. */
const missingPermissions = (
  { grantedScopes }: ConnectTestResult,
  { reads, plans }: TestedConnection,
): ConnectProblem | undefined => {
  if (grantedScopes === undefined || grantedScopes.length === 0) return undefined;
  const scopes = missingScopes(surfaces, { reads, grantedScopes }, plans);
  if (scopes.length === 0) return undefined;
  return {
    code: publicCode('NeedsAccess'),
    title: scopes.length === 1 ? errorDefinition('NeedsAccess').title : `${scopes.length} permissions are not granted.`,
    detail: `what they unlock is not read; grant ${scopes.join(', ')}, and admin consent to ${scopes.length === 1 ? 'it' : 'them'}, in the tenant`,
    scopes,
  };
};

const connectedSentence = (
  { tenantName, mailboxes }: ConnectTestResult,
  { reads }: TestedConnection,
  missing: ConnectProblem | undefined,
): string => {
  const connected = `Connected to ${tenantName ?? 'the tenant'}`;
  const count = pluralize(mailboxes.length, 'mailbox', 'mailboxes');
  const configured = reads.includes('communications') ? ` — ${count} configured` : '';
  return missing === undefined ? `${connected}${configured}` : `${connected}${configured}. ${toSentence(missing)}`;
};

/**
 * The answer that the console shows after *Test* is pressed. Missing permissions are a problem, but no failure: the
 * rest is read without them.
 */
export const toTestAnswer = (result: ConnectTestResult, tested: TestedConnection): Answer => {
  const [failure] = result.problems;
  const missing = missingPermissions(result, tested);
  const problems = [...result.problems, ...(missing === undefined ? [] : [missing])];
  return {
    ok: failure === undefined,
    message: failure === undefined ? connectedSentence(result, tested, missing) : toSentence(failure),
    ...(result.tenantName === undefined ? {} : { tenantName: result.tenantName }),
    mailboxes: result.mailboxes.map(({ upn, ok: reached, code }) => ({
      upn,
      ok: reached,
      ...(code === undefined ? {} : { code }),
    })),
    problems: problems.map(({ code, title, detail, scopes }) => ({
      code,
      title,
      detail,
      ...(scopes === undefined ? {} : { scopes: [...scopes] }),
    })),
  };
};

/** The answer for a credential that was refused without asking Microsoft. */
export const refusedWithoutRequest = (problem: ConnectProblem, tested: TestedConnection): Answer =>
  toTestAnswer({ credential: 'refused', mailboxes: [], problems: [problem] }, tested);
