import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestStack, type TestStack } from '#test/support/api-client.ts';
import { runOperatorCommand } from '#test/support/operator.ts';
import { allStackItems } from '#test/support/stack-items.ts';

describe('members and the audit log of a running stack', () => {
  let testStack: TestStack;
  beforeAll(async () => {
    testStack = await startTestStack();
    // The first sign-in binds.
    for (const token of Object.values(testStack.tokens)) await testStack.call('GET', '/v1/me', { token });
  }, 600_000);
  afterAll(() => testStack.stack.stop());

  const as = (role: 'admin' | 'member' | 'viewer') => ({ token: testStack.tokens[role] });
  const invite = async (email: string, role: string) =>
    (await testStack.call('POST', '/v1/members', { ...as('admin'), body: { email, role } })).body;

  it('says who the caller is', async () => {
    const { status, body } = await testStack.call('GET', '/v1/me', as('member'));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      email: 'mo@msp.example',
      role: 'member',
      msp: { mspId: testStack.mspId, name: 'Northwind IT' },
    });
    expect(body.abilities).toContain('sync.start');
    expect(body.abilities).not.toContain('members.manage');
  });

  it('takes an invited person in at their first request, changes their role at once, and lets them go at once', async () => {
    const { memberId, state } = await invite('New@MSP.example', 'viewer');
    expect(state).toBe('invited');
    const token = await testStack.tokenFor('new@msp.example');
    expect((await testStack.call('GET', '/v1/me', { token })).body).toMatchObject({
      memberId,
      role: 'viewer',
      email: 'new@msp.example',
    });
    await testStack.call('PATCH', `/v1/members/${memberId}`, { ...as('admin'), body: { role: 'member' } });
    expect((await testStack.call('GET', '/v1/me', { token })).body).toMatchObject({ role: 'member' });
    expect((await testStack.call('DELETE', `/v1/members/${memberId}`, as('admin'))).status).toBe(204);
    expect(await testStack.call('GET', '/v1/me', { token })).toMatchObject({
      status: 403,
      body: { code: 'not-a-member' },
    });
  });

  it('knows nobody whom nobody invited', async () => {
    const token = await testStack.tokenFor('stranger@elsewhere.example');
    expect(await testStack.call('GET', '/v1/members', { token })).toMatchObject({
      status: 403,
      body: { code: 'not-a-member' },
    });
  });

  it('keeps one admin when two demote each other at once', async () => {
    const second = await invite('second@msp.example', 'admin');
    const token = await testStack.tokenFor('second@msp.example');
    await testStack.call('GET', '/v1/me', { token });
    const first = (await testStack.call('GET', '/v1/me', as('admin'))).body;
    const demote = (memberId: string, by: string) =>
      testStack.call('PATCH', `/v1/members/${memberId}`, { token: by, body: { role: 'viewer' } });
    const answers = await Promise.all([demote(second.memberId, testStack.tokens.admin), demote(first.memberId, token)]);
    const admins = (await testStack.call('GET', '/v1/members', as('viewer'))).body.items.filter(
      ({ role }: { role: string }) => role === 'admin',
    );
    expect(admins).toHaveLength(1);
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    // Whoever stayed puts things back for the other tests.
    const stayed = admins[0].memberId === first.memberId ? testStack.tokens.admin : token;
    await testStack.call('PATCH', `/v1/members/${first.memberId}`, { token: stayed, body: { role: 'admin' } });
    await testStack.call('DELETE', `/v1/members/${second.memberId}`, as('admin'));
    expect(await demote(first.memberId, testStack.tokens.admin)).toMatchObject({
      status: 409,
      body: { code: 'last-admin' },
    });
    expect(await testStack.call('DELETE', `/v1/members/${first.memberId}`, as('admin'))).toMatchObject({ status: 409 });
  });

  it('lets a program in with a token that was shown once, as far as it and its maker may', async () => {
    const { memberId } = await invite('maker@msp.example', 'admin');
    const person = await testStack.tokenFor('maker@msp.example');
    const body = { name: 'Report', scopes: ['posture.read', 'customers.read', 'customers.manage'] };
    const request = { token: person, body, headers: { 'idempotency-key': 'token-1' } };
    const made = await testStack.call('POST', '/v1/tokens', request);
    expect(made).toMatchObject({
      status: 201,
      body: { role: 'admin', token: expect.stringMatching(/^vct_pat_[\w-]{43}$/) },
    });
    expect(made.headers.get('cache-control')).toBe('no-store');
    const { token, tokenId } = made.body;
    const repeated = await testStack.call('POST', '/v1/tokens', request);
    expect(repeated).toMatchObject({ status: 409, body: { code: 'already-answered', answeredId: tokenId } });
    expect(repeated.text).not.toContain('vct_pat_');

    const me = (await testStack.call('GET', '/v1/me', { token })).body;
    expect(me).toMatchObject({ memberId, role: 'admin' });
    expect(me.abilities.toSorted()).toEqual(['customers.manage', 'customers.read', 'posture.read', 'self.read']);
    expect((await testStack.call('GET', '/v1/customers', { token })).status).toBe(200);
    expect((await testStack.call('GET', '/v1/members', { token })).status).toBe(403);
    expect((await testStack.call('POST', '/v1/tokens', { token, body })).status).toBe(403);

    const customer = { token, body: { name: 'Acme', domains: [{ domain: 'acme.example' }] } };
    await testStack.call('PATCH', `/v1/members/${memberId}`, { ...as('admin'), body: { role: 'viewer' } });
    expect((await testStack.call('POST', '/v1/customers', customer)).status).toBe(403);
    const rows = (await testStack.call('GET', `/v1/audit?memberId=${memberId}`, as('admin'))).body.items;
    expect(rows.map(({ action, outcome }: { action: string; outcome: string }) => `${action} ${outcome}`)).toEqual([
      'token.used done',
      'token.created done',
      'token.created requested',
    ]);
    expect(rows[0].target).toBe(tokenId);

    await testStack.call('DELETE', `/v1/members/${memberId}`, as('admin'));
    expect(await testStack.call('GET', '/v1/me', { token })).toMatchObject({
      status: 401,
      body: { code: 'unauthenticated' },
    });
  });

  it('hands out a code once, and never the same answer again', async () => {
    const { memberId } = await invite('code@msp.example', 'member');
    const request = { ...as('admin'), headers: { 'idempotency-key': 'code-1' } };
    const given = await testStack.call('POST', `/v1/members/${memberId}/invitation-code`, request);
    expect(given).toMatchObject({ status: 201, body: { memberId, code: expect.stringMatching(/^[\w-]{22}$/) } });
    expect(given.headers.get('cache-control')).toBe('no-store');
    const repeated = await testStack.call('POST', `/v1/members/${memberId}/invitation-code`, request);
    expect(repeated).toMatchObject({ status: 409, body: { code: 'already-answered', answeredId: memberId } });
    const token = await testStack.tokenFor('somebody@elsewhere.example');
    const joined = await testStack.call('GET', '/v1/me', { token, headers: { 'x-invitation-code': given.body.code } });
    expect(joined).toMatchObject({ status: 200, body: { memberId, email: 'code@msp.example' } });
    const other = await testStack.tokenFor('other@elsewhere.example');
    expect(
      await testStack.call('GET', '/v1/me', { token: other, headers: { 'x-invitation-code': given.body.code } }),
    ).toMatchObject({ status: 403 });
  });

  it('answers a repeated invitation once', async () => {
    const request = {
      ...as('admin'),
      body: { email: 'once@msp.example', role: 'viewer' },
      headers: { 'idempotency-key': 'once' },
    };
    const [first, second] = [
      await testStack.call('POST', '/v1/members', request),
      await testStack.call('POST', '/v1/members', request),
    ];
    expect(second).toMatchObject({ status: 201, text: first.text });
    expect(await testStack.call('POST', '/v1/members', { ...request, headers: {} })).toMatchObject({
      status: 409,
      body: { code: 'member-taken' },
    });
  });

  it.each([
    ['an address that is none', { email: 'nobody', role: 'viewer' }, '/email'],
    ['an unknown role', { email: 'x@msp.example', role: 'owner' }, '/role'],
    ['an unknown field', { email: 'x@msp.example', role: 'viewer', mspId: 'msp_x' }, '/mspId'],
  ])('refuses %s, and keeps nothing', async (_what, body, pointer) => {
    const before = (await testStack.call('GET', '/v1/members', as('admin'))).body.items.length;
    const answer = await testStack.call('POST', '/v1/members', { ...as('admin'), body });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input', errors: [{ pointer }] } });
    expect((await testStack.call('GET', '/v1/members', as('admin'))).body.items).toHaveLength(before);
  });

  it('lists members in pages, by a cursor of the caller alone', async () => {
    const first = await testStack.call('GET', '/v1/members?limit=1', as('viewer'));
    const path = `/v1/members?limit=1&cursor=${first.body.nextCursor}`;
    const second = await testStack.call('GET', path, as('viewer'));
    expect(second.body.items[0].memberId).not.toBe(first.body.items[0].memberId);
    expect(await testStack.call('GET', path, as('member'))).toMatchObject({
      status: 400,
      body: { code: 'invalid-cursor' },
    });
    const etag = first.headers.get('etag') ?? '';
    const unchanged = await testStack.call('GET', '/v1/members?limit=1', {
      ...as('viewer'),
      headers: { 'if-none-match': etag },
    });
    expect(unchanged).toMatchObject({ status: 304, text: '' });
  });

  it('shows one MSP nothing of another', async () => {
    const people = [{ email: 'eve@other.example', role: 'admin' }];
    await testStack.stack.invoke('vectis-local-create-msp', { name: 'Fabrikam IT', members: people });
    const token = await testStack.tokenFor('eve@other.example');
    const theirs = (await testStack.call('GET', '/v1/members', as('admin'))).body.items[0].memberId;
    expect((await testStack.call('GET', '/v1/members', { token })).body.items).toHaveLength(1);
    expect((await testStack.call('GET', '/v1/audit', { token })).body.items).toMatchObject([
      { action: 'msp.created', seq: 1 },
    ]);
    const answers = [
      await testStack.call('PATCH', `/v1/members/${theirs}`, { token, body: { role: 'viewer' } }),
      await testStack.call('DELETE', `/v1/members/${theirs}`, { token }),
      await testStack.call('POST', `/v1/members/${theirs}/invitation-code`, { token }),
      await testStack.call('DELETE', '/v1/members/mem_00000000000000000000000000', { token }),
    ];
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 404, body: { detail: 'there is no such member' } });
  });

  it('shows the log newest first to an admin, and the own rows alone to the others', async () => {
    const { body } = await testStack.call('GET', '/v1/audit?limit=200', as('admin'));
    const seqs = body.items.map(({ seq }: { seq: number }) => seq);
    expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, at) => seqs.length - at));
    expect(body.items.at(-1)).toMatchObject({ action: 'msp.created', memberId: 'operator', memberName: null });
    expect(body.items.some(({ memberName }: { memberName: string }) => memberName === 'ada@msp.example')).toBe(true);
    expect((await testStack.call('GET', '/v1/audit', as('viewer'))).body).toEqual({ items: [], nextCursor: null });
    const made = await testStack.call('GET', '/v1/audit?action=member.invited&limit=1', as('admin'));
    expect(made.body.items).toMatchObject([{ action: 'member.invited' }]);
  });

  it('proves the log whole, and says that nothing anchors it', async () => {
    const { body } = await testStack.call('GET', '/v1/audit/verification', as('admin'));
    expect(body).toMatchObject({ intact: true, brokenAt: null, anchoredUpTo: null });
    expect(body.rows).toBe(body.head.seq);
    expect((await testStack.call('GET', '/v1/audit/verification', as('viewer'))).status).toBe(403);
  });

  describe('the operator', () => {
    const smoke = (token: string, url = testStack.stack.apiUrl) =>
      runOperatorCommand(testStack.stack, 'smoke', ['--url', url], { VECTIS_TOKEN: token });

    it('makes an MSP from the command line, and its admin signs in', async () => {
      const flags = ['--stage', 'local', '--name', 'Woodgrove IT', '--admin', 'Zoe@woodgrove.example'];
      const made = await runOperatorCommand(testStack.stack, 'msp-create', flags);
      expect(made).toMatchObject({ status: 0, stderr: '' });
      const mspId = /msp_[0-9A-Z]{26}/.exec(made.stdout)?.[0];
      const token = await testStack.tokenFor('zoe@woodgrove.example');
      expect((await testStack.call('GET', '/v1/me', { token })).body).toMatchObject({
        role: 'admin',
        msp: { mspId, name: 'Woodgrove IT' },
      });
    });

    it('is told what the function refuses, in its words', async () => {
      const ended = await runOperatorCommand(testStack.stack, 'msp-create', [
        '--stage',
        'local',
        '--name',
        'X',
        '--admin',
        'nobody',
      ]);
      expect(ended).toMatchObject({ status: 1, stderr: expect.stringContaining('members[0].email') });
      expect(ended.stderr).not.toContain('    at ');
    });

    it('sees that a stage answers, by reading alone', async () => {
      const before = await allStackItems(testStack.stack);
      const ended = await smoke(testStack.tokens.admin);
      expect(ended).toMatchObject({ status: 0, stderr: '' });
      for (const route of ['GET /v1/health', 'GET /v1/me', 'GET /v1/connections', 'GET /v1/book/findings'])
        expect(ended.stdout).toContain(`ok   ${route}`);
      expect(await allStackItems(testStack.stack)).toEqual(before);
    });

    it('sees what does not answer as it should', async () => {
      const ended = await smoke('no-token');
      expect(ended.status).toBe(1);
      expect(ended.stdout).toContain('FAIL GET /v1/me: answered 401, not 200');
      expect(ended.stdout).toContain('ok   GET /v1/health');
    });

    it('asks nobody without an address and a token, and sends none in the clear', async () => {
      expect(await smoke('')).toMatchObject({ status: 2, stderr: expect.stringContaining('VECTIS_TOKEN is not set') });
      expect(await smoke('t', 'http://api.example')).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('over https'),
      });
    });
  });
});
