import { type ErrorCode, type ErrorDetails, errorDefinition, publicCode } from '#shared/kernel/errors.ts';
import { adviceFor, toSentence } from '#shared/kernel/next-step.ts';
import { graphRules } from '#shared/microsoft/graph-refusals.ts';
import { oauthErrors, tokenRules } from '#shared/microsoft/token-refusals.ts';
import { code, orDash, page, table } from './markdown.ts';

/** The effect of an error on the run. */
const effects: Partial<Record<ErrorCode, string>> = {
  NeedsAccess: 'the surface is `needs-access`, and names the permission; the rest goes on',
  NeedsLicense: 'the surface is `needs-license`; its findings are not-applicable',
  MicrosoftThrottled: 'the run waits as long as it was asked to, or goes on later',
  MicrosoftUnavailable: 'asked again; then the surface is stale, and what was read stays',
  MicrosoftRefused: 'the surface is stale or failed, and what was read stays',
  TokenRefused: 'asked again with a new token, once',
  ResyncRequired: 'read again from the beginning',
  MailboxNotFound: 'that mailbox alone fails',
  ItemGone: 'the item leaves the list',
  NotFound: 'as the surface says: most often there is nothing',
};
const endsTheRun = 'the run ends, `credential.state` is `refused` with this code; what was read stays, marked stale';

const answer = (name: ErrorCode, own?: string): string => {
  const advice = own ?? adviceFor(name);
  const { title } = errorDefinition(name);
  return advice === undefined ? title : toSentence({ code: code(publicCode(name)), title, detail: advice });
};

const adviceIn = (details?: ErrorDetails): string | undefined => details?.advice;

const tokenTable = (): string =>
  table(
    ['Entra', 'says', 'what a person reads', 'and then'],
    [
      ...tokenRules.map((rule) => [
        rule.numbers.map((number) => `AADSTS${number}`).join(', '),
        rule.meaning,
        answer(rule.code, rule.advice),
        effects[rule.code] ?? endsTheRun,
      ]),
      ...Object.entries(oauthErrors).map(([word, name]) => [
        `another number, ${code(word)}`,
        '–',
        answer(name),
        effects[name] ?? endsTheRun,
      ]),
    ],
  );

const graphTable = (): string =>
  table(
    ['status', 'code', 'words', 'says', 'what a person reads', 'and then'],
    graphRules.map((rule) => [
      orDash((rule.status ?? []).join(', ')),
      [...(rule.codes ?? []).map(code), ...(rule.observedCodes ?? []).map((name) => `(${code(name)})`)].join(', ') ||
        'any',
      rule.messagePattern === undefined ? '–' : code(rule.messagePattern.source),
      `${rule.meaning}${rule.inMailbox ? '; below a mailbox alone' : ''}`,
      answer(rule.code, adviceIn(rule.details)),
      effects[rule.code] ?? '–',
    ]),
  );

/** Every known error of Entra and Graph, with the text that people read. */
export const refusalsPage = (): string =>
  page(
    'Refusals',
    'What Microsoft refuses, and what a person then reads: in the answer of a connection test, in the problem of a credential that is replaced, in `credential.code` of the connection (there the code alone). Written from the two tables that classify, `shared/microsoft/token-refusals.ts` and `graph-refusals.ts`. How to connect a tenant: [setup guide](../setup-guide.md).',
    '## Without a token: what Entra refuses',
    tokenTable(),
    "What a person pasted can be refused before anybody is asked: a secret that is a GUID (_this looks like the Secret ID; paste the Value_), a certificate without its key, and what is no GUID where a tenant's or an app's id belongs.",
    '## With a token: what Graph refuses',
    'The first row that fits decides. Codes compare without case, at any depth of the error. A code in brackets is one that the row was seen with; it takes any other too.',
    graphTable(),
    'A token without any role is `consent-missing` in the connection test, which names the permissions, and `needs-access` on every surface. An empty list of Conditional Access policies is `needs-license` where the tenant has no Entra ID P1.',
  );
