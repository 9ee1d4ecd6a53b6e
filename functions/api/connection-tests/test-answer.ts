import type { z } from 'zod';
import { toSentence } from '#shared/kernel/next-step.ts';
import type { TestAnswer } from './contract.ts';
import type { ConnectTestProblem, ConnectTestResult } from './deps.ts';

/** What a person reads after pressing *Test*. */
export const toTestAnswer = (verdict: ConnectTestResult): z.input<typeof TestAnswer> => {
  const { tenantName, problems } = verdict;
  const [first] = problems;
  const count = verdict.mailboxes.length;
  const configured = `${count} ${count === 1 ? 'mailbox' : 'mailboxes'} configured`;
  return {
    ok: first === undefined,
    message: first === undefined ? `Connected to ${tenantName ?? 'the tenant'} — ${configured}` : toSentence(first),
    ...(tenantName === undefined ? {} : { tenantName }),
    mailboxes: verdict.mailboxes.map(({ upn, ok: reached, code }) => ({
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

/** A credential that was refused before anybody was asked. */
export const refusedWithoutRequest = (problem: ConnectTestProblem): z.input<typeof TestAnswer> =>
  toTestAnswer({ credential: 'refused', mailboxes: [], problems: [problem] });
