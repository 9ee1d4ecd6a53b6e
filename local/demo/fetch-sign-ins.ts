import { data, vectisClient } from '#client/index.ts';

/** What is proved of the sign-ins of a customer, as the screen says it. */
export interface SignInRow {
  readonly name: string;
  /** What a person who reads the policies one at a time would not see. */
  readonly caption: string;
  /** The answer to the claim that every sign-in needs MFA. */
  readonly answer: string;
  /** How many of the claims are proved, and how many there are. */
  readonly proved: number;
  readonly claims: number;
  /** A sign-in that gets in, in one sentence; null if none does. */
  readonly witness: string | null;
}

/** A customer whose proof is shown, and why. */
export interface ShownCustomer {
  readonly customerId: string;
  readonly name: string;
  readonly caption: string;
}

/** Fetches the proofs of some customers from the API, in their order. */
export const fetchSignIns = (
  apiUrl: string,
  token: string,
  customers: readonly ShownCustomer[],
): Promise<readonly SignInRow[]> => {
  const client = vectisClient({ baseUrl: apiUrl, token });
  return Promise.all(
    customers.map(async ({ customerId, name, caption }) => {
      const path = '/v1/customers/{customerId}/conditional-access/coverage';
      const { items } = await data(client.GET(path, { params: { path: { customerId } } }));
      const claims = items.flatMap((item) => item.claims);
      const everywhere = claims.filter(({ claimId }) => claimId === 'mfa-everywhere');
      const witnesses = everywhere.flatMap(({ classes }) => classes.flatMap((each) => each.witnesses));
      return {
        name,
        caption,
        answer: everywhere[0]?.answer ?? 'unknown',
        proved: claims.filter(({ answer }) => answer === 'proved').length,
        claims: claims.length,
        witness: witnesses[0]?.sentence ?? null,
      };
    }),
  );
};
