import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { caller } from '#test/support/numbered-msps.ts';
import { needsAccess, needsLicense, policy, policyGrant, policySide, userId } from '#test/support/posture-facts.ts';
import { viewSuite } from '#test/support/view-suite.ts';

const suite = viewSuite({ customers: ['acme', 'none'], tenants: { 1: ['Acme', 'acme.example'] } });

const Item = z.looseObject({ claims: z.array(z.looseObject({ claimId: z.string(), answer: z.string() })) });
const read = async (page: 'coverage', query: Record<string, string> = {}) => {
  const { body } = await suite.read(`conditional-access/${page}`, 'acme', caller('viewer'), query);
  const [item] = z.array(Item).parse(body['items']);
  return { item, claim: (claimId: string) => item?.claims.find((each) => each.claimId === claimId) };
};

describe('GET /v1/customers/{customerId}/conditional-access/coverage', () => {
  it('proves what one policy covers, and names what the answer rests on', async () => {
    await suite.book.judge(1, { 'conditional-access': [policy()] });
    const { item, claim } = await read('coverage');
    expect(claim('mfa-everywhere')).toMatchObject({ answer: 'proved', assumptions: ['tokens'] });
    expect(item).toMatchObject({
      beside: { securityDefaults: false },
      classes: expect.arrayContaining([expect.objectContaining({ kind: 'serviceProvider', users: [], usersTotal: 0 })]),
      deadPolicies: [],
    });
  });

  it('shows the certificate of a proof only if that is asked for', async () => {
    await suite.book.judge(1, { 'conditional-access': [policy()] });
    const certificate = { boxes: [{ policyId: 'policy-1' }] };
    const asked = (await read('coverage', { certificates: 'true' })).claim('mfa-everywhere');
    expect(asked).toMatchObject({
      classes: expect.arrayContaining([expect.objectContaining({ certificate: expect.objectContaining(certificate) })]),
    });
    expect(JSON.stringify((await read('coverage')).item)).not.toContain('certificate');
  });

  it('tells the sign-in that gets through, with the user whom an exclusion leaves out', async () => {
    const excluding = policy({ exclude: policySide({ userIds: [userId(4)] }) });
    await suite.book.judge(1, { 'conditional-access': [excluding] });
    const { claim } = await read('coverage');
    const witness = {
      sentence: 'Person 4 signs in to any application, from a browser on Windows, anywhere: no policy asks for MFA.',
      user: { id: userId(4), name: 'Person 4' },
      point: expect.objectContaining({ target: { kind: 'other-application' }, client: 'browser', platform: 'windows' }),
      with: [],
      policyIds: [],
    };
    expect(claim('mfa-everywhere')).toMatchObject({
      answer: 'open',
      classes: expect.arrayContaining([
        expect.objectContaining({ answer: 'open', witnesses: [expect.objectContaining(witness)] }),
      ]),
    });
  });

  it('names the capability that is enough, and the policy that does nothing', async () => {
    const avoidable = policy({ grant: policyGrant({ controls: ['mfa', 'compliantDevice'] }) });
    const twin = policy({ policyId: 'policy-2', name: 'Twin', include: policySide({ userIds: [userId(99)] }) });
    await suite.book.judge(1, { 'conditional-access': [avoidable, twin] });
    const { item, claim } = await read('coverage');
    expect(claim('mfa-everywhere')).toMatchObject({
      answer: 'needs',
      classes: expect.arrayContaining([expect.objectContaining({ answer: 'needs', needs: [['compliantDevice']] })]),
    });
    expect(item).toMatchObject({ deadPolicies: [{ id: 'policy-2', name: 'Twin' }] });
  });

  it('is unknown where the policies could not be read, and not applicable without the plan', async () => {
    await suite.book.judge(1, { 'conditional-access': [policy()] }, { 'conditional-access': needsAccess });
    const { item } = await read('coverage');
    expect(item).toMatchObject({ classes: null });
    expect(new Set(item?.claims.map(({ answer }) => answer))).toEqual(new Set(['unknown']));
    await suite.book.judge(1, { 'conditional-access': [], licenses: [] }, { 'conditional-access': needsLicense });
    const free = (await read('coverage')).item;
    expect(new Set(free?.claims.map(({ answer }) => answer))).toEqual(new Set(['not-applicable']));
  });

  suite.testsNoData('conditional-access/coverage', { items: [] });
});
