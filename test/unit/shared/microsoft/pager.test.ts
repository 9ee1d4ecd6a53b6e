import { describe, expect, it } from 'vitest';
import { checkNextLink } from '#shared/microsoft/pager.ts';
import { scriptedMicrosoft } from '#test/support/scripted-microsoft.ts';

const users = 'https://graph.microsoft.com/v1.0/users';
const malformed = expect.objectContaining({ code: 'MicrosoftAnswerMalformed' });
const pagesOf = (answers: readonly unknown[]) => {
  const scripted = scriptedMicrosoft({ graph: (_, count) => ({ body: answers[count - 1] }) });
  return { ...scripted, read: () => Array.fromAsync(scripted.microsoft.reader().pages({ path: '/users' })) };
};

describe('pages', () => {
  it('are followed to the last one, through empty ones, with the link unchanged', async () => {
    const link = `${users}?$skiptoken=a=b%26c,d&$top=5&x=https://evil.example/`;
    const { read, graphCalls } = pagesOf([
      { value: [1], '@odata.nextLink': link },
      { value: [], '@odata.nextLink': `${users}?$skiptoken=2` },
      { value: [2], '@odata.nextLink': null },
    ]);
    expect(await read()).toEqual([[1], [], [2]]);
    expect(graphCalls().map(({ url }) => url)).toEqual([users, link, `${users}?$skiptoken=2`]);
  });

  it('that link back are an error', async () => {
    const there = `${users}?$skiptoken=1`;
    const { read, graphCalls } = pagesOf([
      { value: [1], '@odata.nextLink': there },
      { value: [2], '@odata.nextLink': there },
    ]);
    await expect(read()).rejects.toEqual(malformed);
    expect(graphCalls()).toHaveLength(2);
  });

  it('that are empty and link to themselves are requested once more only', async () => {
    const empty = { value: [], '@odata.nextLink': users };
    expect(await pagesOf([empty, { value: [1] }]).read()).toEqual([[], [1]]);
    const endless = pagesOf([empty, empty, empty]);
    await expect(endless.read()).rejects.toEqual(malformed);
    expect(endless.graphCalls()).toHaveLength(2);
  });

  it.each([{}, { value: null }, { value: {} }, [], 'text'])('must be lists: %j is an error', async (body) => {
    const scripted = scriptedMicrosoft({ graph: () => ({ body: JSON.stringify(body) }) });
    await expect(Array.fromAsync(scripted.microsoft.reader().pages({ path: '/users' }))).rejects.toEqual(malformed);
  });

  it.each([
    'http://graph.microsoft.com/v1.0/users?$skiptoken=1',
    'https://graph.microsoft.com.evil.example/v1.0/users',
    'https://graph.microsoft.com@evil.example/v1.0/users',
    'https://user:pass@graph.microsoft.com/v1.0/users',
    'https://graph.microsoft.com:8443/v1.0/users',
    'https://graph.microsoft.com./v1.0/users',
    'https://169.254.169.254/v1.0/users',
    'https://graph.microsoft.com/v2.0/users',
    'https://graph.microsoft.com/v1.0/../oauth2/users',
    'https://graph.microsoft.us/v1.0/users',
    'https://graph.microsoft.com/v1.0/users/ada@contoso.example/messages',
    'https://graph.microsoft.com/v1.0/applications',
    'https://graph.microsoft.com/v1.0/users/delta',
    '/v1.0/users?$skiptoken=1',
    'nonsense',
  ])('never lead to %s, and no token is sent there', async (link) => {
    const { read, graphCalls } = pagesOf([{ value: [], '@odata.nextLink': link }]);
    await expect(read()).rejects.toEqual(malformed);
    expect(graphCalls()).toHaveLength(1);
  });

  it('may go on in the other version and in another spelling of the same path', () => {
    const first = 'https://graph.microsoft.com/v1.0/directoryRoles/7/members';
    expect(() =>
      checkNextLink(`https://graph.microsoft.com/beta/DirectoryRoles('7')/members?$skip=1`, first),
    ).not.toThrow();
    expect(() => checkNextLink(`https://graph.microsoft.com/v1.0/directoryRoles/8/members?$skip=1`, first)).toThrow();
  });

  it('of a mailbox stay within the collection', () => {
    const first = 'https://graph.microsoft.com/v1.0/users/tech@msp.example/messages?$top=1';
    const to = (path: string) => () => checkNextLink(`https://graph.microsoft.com/v1.0/${path}?$skip=1`, first);
    expect(to('users/tech%40msp.example/messages')).not.toThrow();
    expect(to("users('Tech%40MSP.example')/messages")).not.toThrow();
    expect(to('users/ada@contoso.example/messages')).toThrow('leaves the requested collection');
    expect(to('users/tech@msp.example/contacts')).toThrow('leaves the requested collection');
    expect(to('users/%E0%A4%A/messages')).toThrow('not encoded');
  });
});
