import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { probeGuard } from '#shared/microsoft/unlisted-mailbox-probe.ts';
import { scriptedMicrosoft } from '#test/support/scripted-microsoft.ts';

const candidate = { userId: 'aaaaaaaa-0000-4000-8000-000000000001', upn: 'ada@contoso.example' };
const probeRequest = {
  path: '/users/{id}/mailFolders/inbox',
  params: { id: candidate.userId },
  query: { $select: 'id' },
};
const refusal = expect.objectContaining({ code: 'MailboxNotListed' });

describe('the guard of the nightly probe', () => {
  const confine = probeGuard(['tech@msp.example'], candidate);

  it('permits exactly one request', () => {
    expect(() => confine(probeRequest)).not.toThrow();
  });

  it.each([
    ['another person', { ...probeRequest, params: { id: 'aaaaaaaa-0000-4000-8000-000000000002' } }],
    ['a user on the list', { ...probeRequest, params: { id: 'tech@msp.example' } }],
    ['a parameter more', { ...probeRequest, params: { ...probeRequest.params, more: 'x' } }],
    ['no parameter', { path: probeRequest.path, query: probeRequest.query }],
    ['another folder', { ...probeRequest, path: '/users/{id}/mailFolders/sentitems' }],
    ['what lies in the folder', { ...probeRequest, path: '/users/{id}/mailFolders/inbox/messages' }],
    ['messages', { ...probeRequest, path: '/users/{id}/messages' }],
    ['the user written into the path', { ...probeRequest, path: `/users/${candidate.userId}/mailFolders/inbox` }],
    ['more of the folder', { ...probeRequest, query: { $select: 'id,totalItemCount' } }],
    ['all of the folder', { path: probeRequest.path, params: probeRequest.params }],
    ['what it holds', { ...probeRequest, query: { $select: 'id', $expand: 'messages' } }],
    ['the beta', { ...probeRequest, version: 'beta' as const }],
    ['a header', { ...probeRequest, headers: { Prefer: 'x' } }],
    ['the directory', { path: '/users' }],
  ])('refuses %s', (_what, request) => {
    expect(() => confine(request)).toThrow(refusal);
  });

  it.each([
    ['by name', { ...candidate, upn: 'Tech@MSP.example' }],
    ['by user id', { ...candidate, userId: 'tech@msp.example' }],
  ])('refuses a probe of a user who is on the list %s', (_what, listed) => {
    const request = { ...probeRequest, params: { id: listed.userId } };
    expect(() => probeGuard(['tech@msp.example'], listed)(request)).toThrow(refusal);
  });

  it('refuses every other request', () => {
    const words = fc.constantFrom(
      'users',
      '{id}',
      'mailFolders',
      'inbox',
      'messages',
      'me',
      'sentitems',
      '$value',
      'x',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 6 }), (parts) => {
        const path = `/${parts.join('/')}`;
        fc.pre(path !== probeRequest.path);
        expect(() => confine({ ...probeRequest, path })).toThrow(refusal);
      }),
    );
  });
});

describe('the probe', () => {
  const probe = (answer: { status?: number; body?: unknown; headers?: Record<string, string> }) => {
    const microsoft = scriptedMicrosoft({ graph: () => answer });
    return { microsoft, outcome: microsoft.microsoft.probe(candidate) };
  };
  const denied = (code: string, message: string) => ({ status: 403, body: { error: { code, message } } });

  it('sends one GET for the id only, and reports that it was allowed', async () => {
    const { microsoft, outcome } = probe({ body: { id: 'AQMk', displayName: 'Inbox' } });
    expect(await outcome).toBe('allowed');
    const sent = microsoft.sent.filter(({ url }) => !url.includes('/oauth2/'));
    expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET https://graph.microsoft.com/v1.0/users/${candidate.userId}/mailFolders/inbox?$select=id`,
    ]);
  });

  it.each([
    [
      'the mailbox lies outside the scope',
      denied('ErrorAccessDenied', 'Access is denied. Check credentials and try again.'),
    ],
    ['an access policy keeps it out', denied('ErrorAccessDenied', 'Access to OData is disabled.')],
    ['the words speak of a license', denied('Forbidden', 'Your tenant is not licensed for this feature.')],
  ])('reports a refusal for a 403 where %s', async (_what, answer) => {
    expect(await probe(answer).outcome).toBe('refused');
  });

  it.each([
    ['401', { status: 401, body: {} }],
    ['404', { status: 404, body: { error: { code: 'MailboxNotEnabledForRESTAPI', message: '' } } }],
    ['429', { status: 429, headers: { 'retry-after': '900' }, body: {} }],
    ['500', { status: 500, body: {} }],
    ['an answer that is none', { status: 200, body: '<html>' }],
  ])('throws for %s', async (_what, answer) => {
    await expect(probe(answer).outcome).rejects.toThrow();
  });
});
