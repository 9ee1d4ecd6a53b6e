import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { refusalsPage } from '#local/docs/refusals-page.ts';
import { isErrorCode, publicCode } from '#shared/kernel/errors.ts';
import { classifyGraph, classifyToken } from '#shared/microsoft/classify.ts';
import { bodiesOf, examplesFolder, examplesIn, type GraphExample, headersOf } from '#test/support/graph-examples.ts';
import { scriptedMicrosoft } from '#test/support/scripted-microsoft.ts';

const now = new Date('2026-11-22T09:00:00.000Z');
const GraphError = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
const TokenError = z.object({ error_codes: z.tuple([z.number()]) });

/** By status, code and, where those are not sufficient, a part of the message. Lists every documented refusal. */
const expectedOf: readonly (readonly [number, string, RegExp, string])[] = [
  [429, 'TooManyRequests', /./, 'MicrosoftThrottled'],
  [429, 'ApplicationThrottled', /./, 'MicrosoftThrottled'],
  [403, 'ErrorAccessDenied', /./, 'NeedsAccess'],
  [416, 'invalidRange', /./, 'MicrosoftRefused'],
  [501, 'NotImplemented', /./, 'MicrosoftRefused'],
  [403, 'Authorization_RequestDenied', /./, 'NeedsAccess'],
  [403, 'Authentication_MSGraphPermissionMissing', /./, 'NeedsAccess'],
  [403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', /./, 'NeedsLicense'],
  [403, 'AccessDenied', /./, 'NeedsAccess'],
  [403, 'accessDenied', /./, 'NeedsAccess'],
  [403, 'Forbidden', /Missing application roles/, 'NeedsAccess'],
  [403, 'Forbidden', /not licensed/, 'NeedsLicense'],
  [403, 'UnknownError', /PermissionScopeNotGranted/, 'NeedsAccess'],
  [400, 'AadPremiumLicenseRequired', /./, 'NeedsLicense'],
  [401, 'Unauthorized', /not provisioned/, 'NeedsLicense'],
  [404, 'MailboxNotEnabledForRESTAPI', /./, 'MailboxNotFound'],
  [404, 'ErrorInvalidUser', /./, 'MailboxNotFound'],
  [404, 'ResourceNotFound', /./, 'MailboxNotFound'],
  [404, 'ErrorItemNotFound', /./, 'ItemGone'],
  [410, 'SyncStateNotFound', /./, 'ResyncRequired'],
  [410, 'resyncRequired', /./, 'ResyncRequired'],
  [400, 'BadRequest', /SPO license/, 'NeedsLicense'],
  [403, 'S2SUnauthorized', /./, 'NeedsAccess'],
];

const isBelowMailbox = ({ request }: GraphExample): boolean =>
  /\/users\/\{id\}\/(messages|calendarView)/.test(request ?? '');

/** The rows of the generated page that name this code or number, with the answer of the API. */
const isInThePage = (name: string, answer: string): boolean =>
  refusalsPage()
    .split('\n')
    .some(
      (row) =>
        new RegExp(`\\b${name}\\b`, 'i').test(row) && isErrorCode(answer) && row.includes(`\`${publicCode(answer)}\``),
    );

describe.skipIf(examplesFolder === undefined)('documented refusals', () => {
  it('are all listed in the generated page of refusals, with the answer of the API', () => {
    const known = [
      ...examplesIn('90-errors-graph')
        .filter(({ status }) => status >= 400)
        .map((example) => {
          const refusal = { ...example, headers: headersOf(example), inMailbox: isBelowMailbox(example) };
          return [GraphError.parse(example.body).error.code, classifyGraph(refusal, now).code] as const;
        }),
      ...examplesIn('91-errors-token-endpoint').map((example) => {
        const [number] = TokenError.parse(example.body).error_codes;
        return [`AADSTS${number}`, classifyToken({ ...example, headers: headersOf(example) }, now).code] as const;
      }),
    ];
    expect(known.length).toBeGreaterThan(28);
    expect(known.filter(([name, answer]) => !isInThePage(name, answer))).toEqual([]);
  });

  it('of Graph are classified by the expected code', () => {
    const refusals = examplesIn('90-errors-graph').filter(({ status }) => status >= 400);
    expect(refusals.length).toBeGreaterThan(20);
    for (const example of refusals) {
      const { error } = GraphError.parse(example.body);
      const [, , , expected] =
        expectedOf.find(
          ([status, code, word]) => status === example.status && code === error.code && word.test(error.message),
        ) ?? [];
      const refusal = {
        status: example.status,
        headers: headersOf(example),
        body: example.body,
        inMailbox: isBelowMailbox(example),
      };
      expect([example.status, error.code, classifyGraph(refusal, now).code]).toEqual([
        example.status,
        error.code,
        expected,
      ]);
    }
  });

  it('of Graph carry the time to wait', () => {
    const throttled = examplesIn('90-errors-graph').filter(({ status }) => status === 429);
    const waits = throttled.map(
      (example) => classifyGraph({ ...example, headers: headersOf(example) }, now).details.retryAfterSeconds,
    );
    expect(waits).toEqual([3, 10]);
  });

  it('of the token endpoint are classified by the expected code', () => {
    const named: Readonly<Record<number, string>> = {
      70011: 'MicrosoftRefused',
      7000222: 'SecretExpired',
      7000215: 'SecretInvalid',
      700016: 'AppNotFound',
      90002: 'TenantNotFound',
      7000112: 'AppBlocked',
      53003: 'AppBlocked',
    };
    const examples = examplesIn('91-errors-token-endpoint');
    expect(examples.length).toBeGreaterThanOrEqual(7);
    for (const example of examples) {
      const [number] = TokenError.parse(example.body).error_codes;
      const { code } = classifyToken({ ...example, headers: headersOf(example) }, now);
      expect([number, code]).toEqual([number, named[number]]);
    }
  });

  it('within a batch are classified one by one', async () => {
    const [body] = bodiesOf('22-batch', 'POST', /\$batch/);
    const { microsoft } = scriptedMicrosoft({ graph: () => ({ body }) });
    const requests = ['1', '2', '3', '4', '5'].map((id) => ({ id, path: '/domains' }));
    const answers = await Array.fromAsync(microsoft.reader().batch(requests));
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.error.code))).toEqual([
      'ok',
      'NeedsAccess',
      'NeedsAccess',
      'MicrosoftRefused',
      'ok',
    ]);
  });
});

describe.skipIf(examplesFolder === undefined)('documented bodies on demand', () => {
  it.each([
    ['03-message-body', /messages\/[^/]+\/?(\?\$select=subject,body)/, 'messageBody'],
    ['04b-event-body', /events\/[^/?]+\?\$select=subject,body/, 'eventBody'],
  ] as const)('of %s are parsed', async (file, beginning, read) => {
    for (const body of bodiesOf(file, 'GET', beginning)) {
      const { microsoft } = scriptedMicrosoft({ graph: () => ({ body }) });
      const { content } = await microsoft[read]({ mailbox: 'tech@msp.example', itemId: 'x' });
      expect(content.length).toBeGreaterThan(0);
    }
  });
});
