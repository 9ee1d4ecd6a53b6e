import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confinedTo } from '#shared/microsoft/mailbox-guard.ts';
import { scriptedMicrosoft } from '#test/support/scripted-microsoft.ts';

const mailbox = 'Tech@msp.example';
const refusal = expect.objectContaining({ code: 'MailboxNotListed' });
const below = [
  'messages',
  'messages/{id}',
  'mailFolders',
  'mailFolders/inbox',
  'events',
  'events/{id}',
  'calendar',
  'calendarView',
  'calendars',
  'mailboxSettings',
  'contacts',
  'outlook/masterCategories',
  'mailFolders/inbox/messageRules',
  'drive',
  'somethingNew',
];
const attempt = (confine: ReturnType<typeof confinedTo>, request: Parameters<typeof confine>[0]) => () =>
  confine(request);

describe('the allow-list', () => {
  const confine = confinedTo([mailbox]);

  it.each(below)('permits %s of a listed mailbox, whatever the case of its name', (rest) => {
    const path = `/users/{who}/${rest}`;
    expect(attempt(confine, { path, params: { who: 'tech@MSP.example', id: 'x' } })).not.toThrow();
  });

  it.each(below)('refuses %s of any other mailbox', (rest) => {
    const path = `/users/{who}/${rest}`;
    expect(attempt(confine, { path, params: { who: 'ada@contoso.example', id: 'x' } })).toThrow(refusal);
    expect(attempt(confine, { path, params: { id: mailbox } })).toThrow(refusal);
    expect(attempt(confine, { path: path.toUpperCase().replace('{WHO}', '{who}'), params: { who: 'x' } })).toThrow(
      refusal,
    );
  });

  it.each([
    '/users/ada@contoso.example/messages',
    "/users('ada@contoso.example')/messages",
    '/users/{a}{b}/messages',
    '/users//messages',
    '/me/messages',
    '/me',
    '/groups/{g}/events',
    '/groups/{g}/conversations',
    '/groups/x/members/y/messages',
    '/places/{p}',
    '/chats/{c}/messages',
  ])('refuses %s, which does not name a listed mailbox', (path) => {
    const params = { a: mailbox, b: '', g: mailbox, p: mailbox, c: mailbox };
    expect(attempt(confine, { path, params })).toThrow(refusal);
  });

  it.each([
    [{ $select: 'id,mailboxSettings' }],
    [{ $expand: 'messages' }],
    [{ $select: 'id', $expand: 'calendar($select=id)' }],
  ])('refuses users with %j', (query) => {
    expect(attempt(confine, { path: '/users', query })).toThrow(refusal);
    expect(attempt(confine, { path: '/users/{who}', params: { who: 'x' }, query })).toThrow(refusal);
  });

  it.each([
    { path: '/users', query: { $select: 'id,mail,proxyAddresses,signInActivity' } },
    { path: '/users/{id}', params: { id: 'x' }, query: { $select: 'id' } },
    { path: '/users/{id}/authentication/methods', params: { id: 'x' } },
    { path: '/users/{id}/authentication/requirements', params: { id: 'x' } },
    { path: '/groups/{id}/transitiveMembers', params: { id: 'x' } },
    { path: '/security/secureScores' },
  ])('permits $path, which is not part of a mailbox', (request) => {
    expect(attempt(confine, request)).not.toThrow();
  });

  it('refuses every mailbox that is not on it', () => {
    const other = fc.string({ minLength: 1 }).filter((text) => text.toLowerCase() !== mailbox.toLowerCase());
    fc.assert(
      fc.property(other, fc.constantFrom(...below), (who, rest) => {
        expect(attempt(confine, { path: `/users/{who}/${rest}`, params: { who, id: mailbox } })).toThrow(refusal);
      }),
    );
  });
});

describe('the mailbox ports', () => {
  const purpose = { path: '/users/{id}/mailboxSettings', params: { id: 'x' }, query: { $select: 'userPurpose' } };
  const rules = { path: '/users/{id}/mailFolders/inbox/messageRules', params: { id: 'x' } };

  it('permit the mailbox purpose and the inbox rules, each its own request', () => {
    expect(attempt(confinedTo([], 'purpose'), purpose)).not.toThrow();
    expect(attempt(confinedTo([], 'inbox-rules'), rules)).not.toThrow();
    expect(attempt(confinedTo([], 'inbox-rules'), purpose)).toThrow(refusal);
    expect(attempt(confinedTo([], 'purpose'), rules)).toThrow(refusal);
    expect(attempt(confinedTo([]), purpose)).toThrow(refusal);
  });

  it.each([
    { ...purpose, query: {} },
    { ...purpose, query: { $select: 'userPurpose,automaticRepliesSetting' } },
    { ...purpose, query: { $select: 'userPurpose', $expand: 'x' } },
    { ...purpose, path: '/users/{id}/mailboxSettings/automaticRepliesSetting' },
    { ...purpose, path: '/users/{id}/messages' },
  ])('permit nothing else: $path $query', (request) => {
    expect(attempt(confinedTo([], 'purpose'), request)).toThrow(refusal);
  });

  it.each([
    { ...rules, query: { $expand: 'x' } },
    { ...rules, path: '/users/{id}/mailFolders/inbox/messages' },
    { ...rules, path: '/users/{id}/mailFolders/{folder}/messageRules', params: { id: 'x', folder: 'inbox' } },
  ])('permit nothing else: $path', (request) => {
    expect(attempt(confinedTo([], 'inbox-rules'), request)).toThrow(refusal);
  });
});

describe('a reader', () => {
  it('sends nothing for an unlisted mailbox, whatever the method', async () => {
    const { microsoft, sent } = scriptedMicrosoft({ graph: () => ({ body: { value: [] } }) });
    const reader = microsoft.reader();
    const request = { path: '/users/{who}/messages', params: { who: 'ada@contoso.example' } };
    await expect(reader.get(request)).rejects.toEqual(refusal);
    await expect(Array.fromAsync(reader.pages(request))).rejects.toEqual(refusal);
    await expect(
      Array.fromAsync(
        reader.batch([
          { id: '1', path: '/domains' },
          { id: '2', ...request },
        ]),
      ),
    ).rejects.toEqual(refusal);
    expect(sent).toEqual([]);
  });
});
