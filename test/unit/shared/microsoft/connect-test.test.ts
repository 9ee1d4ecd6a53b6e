import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { publicCode } from '#shared/kernel/errors.ts';
import { type ConnectTestParts, connectTest } from '#shared/microsoft/connect-test.ts';
import {
  anApplication,
  type ScriptedAnswer,
  scriptedMicrosoft,
  tokenAnswer,
} from '#test/support/scripted-microsoft.ts';

const application = anApplication();
const roles = ['Directory.Read.All', 'User.Read.All', 'Mail.Read'];
const organization = (id = application.tenantId): ScriptedAnswer => ({
  body: { value: [{ id, displayName: 'Contoso Bakery', verifiedDomains: [{ name: 'contoso.example' }] }] },
});
const denied = (status: number, code: string, message = 'x'): ScriptedAnswer => ({
  status,
  body: { error: { code, message } },
});

/** Everything works except what `parts` overrides, by the prefix of the path. */
const connecting = (
  parts: Readonly<Record<string, ScriptedAnswer>> = {},
  token: ScriptedAnswer = tokenAnswer(roles),
  mailboxes = ['tech@msp.example'],
) => {
  const own = anApplication();
  const scripted = scriptedMicrosoft(
    {
      token: () => token,
      graph: ({ url, body }) => {
        const answerTo = (path: string): ScriptedAnswer =>
          parts[path] ?? (path === '/organization' ? organization(own.tenantId) : { body: { id: 'x' } });
        if (!url.endsWith('/$batch')) return answerTo(new URL(url).pathname.replace('/v1.0', ''));
        const { requests } = Asked.parse(JSON.parse(body ?? ''));
        const responses = requests.map((inner) => ({
          id: inner.id,
          status: 200,
          ...answerTo(inner.url.split('?')[0] ?? ''),
        }));
        return { body: { responses } };
      },
    },
    { ...own, mailboxes },
  );
  const runConnectTest = (reads: ConnectTestParts['reads']) =>
    connectTest(scripted.microsoft, { tenantId: own.tenantId, mailboxes, reads });
  return { ...scripted, runConnectTest };
};
const Asked = z.object({ requests: z.array(z.object({ id: z.string(), url: z.string() })) });
const both = ['posture', 'communications'] as const;
const inbox = '/users/tech@msp.example/mailFolders/inbox';

describe('the connect test', () => {
  it('returns the tenant and each mailbox', async () => {
    const { runConnectTest, graphCalls } = connecting();
    expect(await runConnectTest(both)).toEqual({
      credential: 'valid',
      tenantName: 'Contoso Bakery',
      verifiedDomains: ['contoso.example'],
      grantedScopes: roles,
      mailboxes: [{ upn: 'tech@msp.example', ok: true }],
      problems: [],
    });
    const paths = graphCalls().flatMap(({ url, body }) =>
      body === undefined
        ? [new URL(url).pathname.replace('/v1.0', '')]
        : Asked.parse(JSON.parse(body)).requests.map((inner) => inner.url.split('?')[0]),
    );
    expect(paths).toEqual(['/organization', '/users/tech@msp.example', inbox]);
  });

  it('requests a fresh token each time', async () => {
    const { runConnectTest, tokenCalls } = connecting();
    await runConnectTest(both);
    await runConnectTest(both);
    expect(tokenCalls()).toHaveLength(2);
  });

  it.each([
    [7000215, 401, 'invalid_client', 'secret-invalid'],
    [7000222, 401, 'invalid_client', 'secret-expired'],
    [700016, 400, 'unauthorized_client', 'app-not-found'],
    [90002, 400, 'invalid_request', 'tenant-not-found'],
  ])('reports a refused credential for AADSTS%d, and sends nothing else', async (number, status, error, code) => {
    const { runConnectTest, graphCalls } = connecting({}, { status, body: { error, error_codes: [number] } });
    const verdict = await runConnectTest(both);
    expect(verdict).toMatchObject({ credential: 'refused', mailboxes: [], problems: [{ code }] });
    expect(verdict.refusedWith && publicCode(verdict.refusedWith)).toBe(code);
    expect(verdict.problems[0]?.detail).not.toBe('');
    expect(graphCalls()).toEqual([]);
  });

  it('reports an unknown credential where Microsoft cannot be reached', async () => {
    const { runConnectTest } = connecting({}, { status: 503, body: 'oops' });
    expect(await runConnectTest(both)).toMatchObject({
      credential: 'unknown',
      problems: [{ code: 'microsoft-unavailable' }],
    });
  });

  it('names the needed scopes where none is granted', async () => {
    const { runConnectTest } = connecting({}, tokenAnswer([]));
    const verdict = await runConnectTest(['communications']);
    expect(verdict).toMatchObject({
      credential: 'valid',
      problems: [{ code: 'consent-missing', scopes: ['Calendars.Read', 'Mail.Read'] }],
    });
  });

  it.each([
    ['an unknown user', '/users/tech@msp.example', denied(404, 'Request_ResourceNotFound'), 'mailbox-not-found'],
    ['a person without a mailbox', inbox, denied(404, 'MailboxNotEnabledForRESTAPI'), 'mailbox-not-found'],
  ])('reports %s', async (_, path, answer, code) => {
    const { runConnectTest } = connecting({ [path]: answer });
    expect(await runConnectTest(both)).toMatchObject({
      credential: 'valid',
      mailboxes: [{ upn: 'tech@msp.example', ok: false, code }],
      problems: [{ code, detail: expect.stringContaining('tech@msp.example') }],
    });
  });

  it('names the scope that the mailbox needs', async () => {
    const { runConnectTest } = connecting({ [inbox]: denied(403, 'ErrorAccessDenied', 'Access is denied.') });
    const verdict = await runConnectTest(both);
    expect(verdict.problems).toMatchObject([{ scopes: ['Mail.Read'] }]);
  });

  it('does not open mailboxes of a posture-only connection', async () => {
    const { runConnectTest, graphCalls } = connecting();
    await runConnectTest(['posture']);
    expect(graphCalls().some(({ body }) => body?.includes('mailFolders'))).toBe(false);
  });

  it('tests the mailboxes even where the organization may not be read', async () => {
    const { runConnectTest } = connecting({ '/organization': denied(403, 'Authorization_RequestDenied') });
    const verdict = await runConnectTest(both);
    expect(verdict).toMatchObject({ mailboxes: [{ ok: true }], problems: [{ scopes: ['Directory.Read.All'] }] });
    expect(verdict).not.toHaveProperty('tenantName');
  });

  it('tests five hundred mailboxes in batches, each by itself', async () => {
    const mailboxes = Array.from({ length: 500 }, (_, index) => `tech${index}@msp.example`);
    const missingUser = { '/users/tech7@msp.example': denied(404, 'Request_ResourceNotFound') };
    const { runConnectTest, graphCalls } = connecting(missingUser, tokenAnswer(roles), mailboxes);
    const verdict = await runConnectTest(both);
    expect(verdict.mailboxes.filter(({ ok }) => !ok)).toEqual([
      { upn: 'tech7@msp.example', ok: false, code: 'mailbox-not-found' },
    ]);
    expect(verdict.mailboxes).toHaveLength(500);
    expect(graphCalls()).toHaveLength(1 + 25 + 25);
  });

  it('reports the time to wait where Microsoft throttles', async () => {
    const { runConnectTest } = connecting({ [inbox]: { status: 429, headers: { 'Retry-After': '3600' }, body: {} } });
    const verdict = await runConnectTest(both);
    expect(verdict).toMatchObject({ mailboxes: [{ ok: false, code: 'throttled' }] });
    expect(verdict.problems[0]?.detail).toContain('3600 s');
  });

  it('rejects the answer of another tenant', async () => {
    const { runConnectTest } = connecting({ '/organization': organization('99999999-9999-4999-8999-999999999999') });
    const verdict = await runConnectTest(['posture']);
    expect(verdict.problems).toHaveLength(1);
    expect(verdict).not.toHaveProperty('tenantName');
  });
});
