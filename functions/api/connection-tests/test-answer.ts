import type { z } from 'zod';
import { toSentence } from '#shared/kernel/next-step.ts';
import type { TestAnswer } from './contract.ts';
import type { ConnectTestProblem, ConnectTestResult } from './deps.ts';

/** The answer that the console shows after *Test* is pressed. */
export const toTestAnswer = (result: ConnectTestResult): z.input<typeof TestAnswer> => {
  const { tenantName, problems } = result;
  const [first] = problems;
  const count = result.mailboxes.length;
  const configured = `${count} ${count === 1 ? 'mailbox' : 'mailboxes'} configured`;
  return {
    ok: first === undefined,
    message: first === undefined ? `Connected to ${tenantName ?? 'the tenant'} — ${configured}` : toSentence(first),
    ...(tenantName === undefined ? {} : { tenantName }),
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
export const refusedWithoutRequest = (problem: ConnectTestProblem): z.input<typeof TestAnswer> =>
  toTestAnswer({ credential: 'refused', mailboxes: [], problems: [problem] });
