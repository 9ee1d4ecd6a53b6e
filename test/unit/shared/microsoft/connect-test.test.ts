import { describe, expect, it } from 'vitest';
import { anApplication, granted, type Scripted, scriptedMicrosoft } from '#test/support/microsoft-exchange.ts';

const application = anApplication();
const roles = ['Directory.Read.All', 'User.Read.All', 'Mail.Read'];
const organization = (id = application.tenantId): Scripted => ({
  body: { value: [{ id, displayName: 'Contoso Bakery', verifiedDomains: [{ name: 'contoso.example' }] }] },
});
const denied = (status: number, code: string, message = 'x'): Scripted => ({
  status,
  body: { error: { code, message } },
});

/** Everything is well but what `parts` say, by the beginning of the path. */
const connecting = (
  parts: Readonly<Record<string, Scripted>> = {},
  token: Scripted = granted(roles),
  mailboxes = ['tech@msp.example'],
) => {
  const own = anApplication();
  return scriptedMicrosoft(
    {
      token: () => token,
      graph: ({ url }) => {
        const path = new URL(url).pathname.replace('/v1.0', '');
        if (path in parts) return parts[path] ?? {};
        return path === '/organization' ? organization(own.tenantId) : { body: { id: 'x' } };
      },
    },
    { ...own, mailboxes },
  );
};
const both = ['posture', 'communications'] as const;
const inbox = '/users/tech@msp.example/mailFolders/inbox';

describe('the connect test', () => {
  it('finds the tenant and each mailbox', async () => {
    const { microsoft, graphCalls } = connecting();
    expect(await microsoft.connectTest(both)).toEqual({
      credential: 'valid',
      tenantName: 'Contoso Bakery',
      verifiedDomains: ['contoso.example'],
      grantedScopes: roles,
      mailboxes: [{ upn: 'tech@msp.example', ok: true }],
      problems: [],
    });
    expect(graphCalls().map(({ url }) => new URL(url).pathname)).toEqual([
      '/v1.0/organization',
      '/v1.0/users/tech@msp.example',
      `/v1.0${inbox}`,
    ]);
  });

  it('asks a fresh token each time', async () => {
    const { microsoft, tokenCalls } = connecting();
    await microsoft.connectTest(both);
    await microsoft.connectTest(both);
    expect(tokenCalls()).toHaveLength(2);
  });

  it.each([
    [7000215, 401, 'invalid_client', 'secret-invalid'],
    [7000222, 401, 'invalid_client', 'secret-expired'],
    [700016, 400, 'unauthorized_client', 'app-not-found'],
    [90002, 400, 'invalid_request', 'tenant-not-found'],
  ])('AADSTS%d is a refused credential, and nothing else is asked', async (number, status, error, code) => {
    const { microsoft, graphCalls } = connecting({}, { status, body: { error, error_codes: [number] } });
    const verdict = await microsoft.connectTest(both);
    expect(verdict).toMatchObject({ credential: 'refused', mailboxes: [], problems: [{ code }] });
    expect(verdict.problems[0]?.detail).not.toBe('');
    expect(graphCalls()).toEqual([]);
  });

  it('knows nothing of a credential that Microsoft could not be asked about', async () => {
    const { microsoft } = connecting({}, { status: 503, body: 'oops' });
    expect(await microsoft.connectTest(both)).toMatchObject({
      credential: 'unknown',
      problems: [{ code: 'microsoft-unavailable' }],
    });
  });

  it('names the scopes where none is granted', async () => {
    const { microsoft } = connecting({}, granted([]));
    const verdict = await microsoft.connectTest(['communications']);
    expect(verdict).toMatchObject({
      credential: 'valid',
      problems: [{ code: 'consent-missing', scopes: ['Calendars.Read', 'Mail.Read'] }],
    });
  });

  it.each([
    ['a person nobody knows', '/users/tech@msp.example', denied(404, 'Request_ResourceNotFound'), 'mailbox-not-found'],
    ['a person without a mailbox', inbox, denied(404, 'MailboxNotEnabledForRESTAPI'), 'mailbox-not-found'],
  ])('finds %s', async (_, path, answer, code) => {
    const { microsoft } = connecting({ [path]: answer });
    expect(await microsoft.connectTest(both)).toMatchObject({
      credential: 'valid',
      mailboxes: [{ upn: 'tech@msp.example', ok: false, code }],
      problems: [{ code, detail: expect.stringContaining('tech@msp.example') }],
    });
  });

  it('names the scope that the mailbox wants', async () => {
    const { microsoft } = connecting({ [inbox]: denied(403, 'ErrorAccessDenied', 'Access is denied.') });
    const verdict = await microsoft.connectTest(both);
    expect(verdict.problems).toMatchObject([{ scopes: ['Mail.Read'] }]);
  });

  it('does not open a mailbox for posture alone', async () => {
    const { microsoft, graphCalls } = connecting();
    await microsoft.connectTest(['posture']);
    expect(graphCalls().some(({ url }) => url.includes('mailFolders'))).toBe(false);
  });

  it('goes on to the mailboxes where the organization may not be read', async () => {
    const { microsoft } = connecting({ '/organization': denied(403, 'Authorization_RequestDenied') });
    const verdict = await microsoft.connectTest(both);
    expect(verdict).toMatchObject({ mailboxes: [{ ok: true }], problems: [{ scopes: ['Directory.Read.All'] }] });
    expect(verdict).not.toHaveProperty('tenantName');
  });

  it('believes no other tenant', async () => {
    const { microsoft } = connecting({ '/organization': organization('99999999-9999-4999-8999-999999999999') });
    const verdict = await microsoft.connectTest(['posture']);
    expect(verdict.problems).toHaveLength(1);
    expect(verdict).not.toHaveProperty('tenantName');
  });
});
