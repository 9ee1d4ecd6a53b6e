import type { z } from 'zod';
import type { TestAnswer } from './contract.ts';
import type { Problem, Verdict } from './deps.ts';

/** What a person reads after pressing *Test*. */
export const testAnswerOf = (verdict: Verdict): z.input<typeof TestAnswer> => {
  const { tenantName, problems } = verdict;
  const ok = problems.length === 0;
  const count = verdict.mailboxes.length;
  const configured = `${count} ${count === 1 ? 'mailbox' : 'mailboxes'} configured`;
  return {
    ok,
    message: ok
      ? `Connected to ${tenantName ?? 'the tenant'} — ${configured}`
      : (problems[0]?.title ?? 'Not connected'),
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
export const refusedBeforehand = (problem: Problem): z.input<typeof TestAnswer> =>
  testAnswerOf({ credential: 'refused', mailboxes: [], problems: [problem] });
