import { describe, expect, it } from 'vitest';
import { Secret } from '#shared/kernel/secret.ts';
import { aSecret, type ScriptedAnswer, scriptedMicrosoft, tokenAnswer } from '#test/support/scripted-microsoft.ts';

const secret = (value: string) => ({ kind: 'secret', value: new Secret(value) }) as const;
const refusal = (number: number): ScriptedAnswer => ({
  status: 401,
  body: { error: 'invalid_client', error_codes: [number], error_description: `AADSTS${number}: no` },
});

/** An Entra that accepts one secret, and how often the store was read past its cache. */
const rotated = (storedSecret: string, number = 7000215) => {
  const storeReads = { fresh: 0 };
  const scripted = scriptedMicrosoft(
    {
      graph: () => ({ body: { id: 'x' } }),
      token: ({ body = '' }) => (body.includes('client_secret=the-new-one') ? tokenAnswer() : refusal(number)),
    },
    {
      credential: aSecret,
      rereadCredential: async () => {
        storeReads.fresh += 1;
        return storedSecret === 'as before' ? aSecret : secret(storedSecret);
      },
    },
  );
  return { ...scripted, storeReads };
};

describe('a credential that was rotated while a function held the old one', () => {
  it.each([7000215, 7000222])('is read again after AADSTS%d, and the request succeeds', async (number) => {
    const { microsoft, tokenCalls, storeReads } = rotated('the-new-one', number);
    expect(await microsoft.reader().get({ path: '/organization' })).toEqual({ id: 'x' });
    expect(storeReads.fresh).toBe(1);
    expect(tokenCalls()).toHaveLength(2);
  });

  it('is used for later requests', async () => {
    const { microsoft, tokenCalls, storeReads } = rotated('the-new-one');
    await microsoft.roles();
    await microsoft.roles({ fresh: true });
    expect(storeReads.fresh).toBe(1);
    expect(tokenCalls()).toHaveLength(3);
  });

  it('is refused after one more attempt where the new one is wrong too', async () => {
    const { microsoft, tokenCalls, storeReads } = rotated('another-wrong-one');
    await expect(microsoft.roles()).rejects.toMatchObject({ code: 'SecretInvalid' });
    expect(storeReads.fresh).toBe(1);
    expect(tokenCalls()).toHaveLength(2);
  });

  it('is not sent twice where it did not change', async () => {
    const { microsoft, tokenCalls, storeReads } = rotated('as before');
    await expect(microsoft.roles()).rejects.toMatchObject({ code: 'SecretInvalid' });
    expect(storeReads.fresh).toBe(1);
    expect(tokenCalls()).toHaveLength(1);
  });

  it('is read again only for errors that a credential can cause', async () => {
    const { microsoft, storeReads } = rotated('the-new-one', 7000112);
    await expect(microsoft.roles()).rejects.toMatchObject({ code: 'AppBlocked' });
    expect(storeReads.fresh).toBe(0);
  });
});
