import { z } from 'zod';
import type { RunningStack } from '#local/stack.ts';

export const roles = ['admin', 'member', 'viewer'] as const;
export type ByRole = Readonly<Record<(typeof roles)[number], string>>;

export interface MspSetup {
  readonly name: string;
  readonly members: ByRole;
}

/** What `--empty` starts with. */
export const emptyMsp: MspSetup = {
  name: 'Example MSP',
  members: { admin: 'admin@msp.example', member: 'member@msp.example', viewer: 'viewer@msp.example' },
};

/** The operator's function that makes an MSP, and what it answers. */
const createMspFunction = 'vectis-local-create-msp';
const Me = z.object({ msp: z.object({ mspId: z.string() }) });

const whoAmI = async (apiUrl: string, token: string): Promise<Response> =>
  fetch(`${apiUrl}/v1/me`, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(30_000) });

/** Makes the MSP with its people, unless data from an earlier start holds it. Everybody signs in once, so that they are members and not invited. */
export const setUpMsp = async (
  stack: RunningStack,
  { name, members }: MspSetup,
): Promise<{ readonly mspId: string; readonly tokens: ByRole }> => {
  const [admin, member, viewer] = await Promise.all(roles.map((role) => stack.issuer.tokenFor(members[role])));
  const tokens: ByRole = { admin: admin ?? '', member: member ?? '', viewer: viewer ?? '' };
  const before = await whoAmI(stack.apiUrl, tokens.admin);
  if (!before.ok && before.status !== 403) {
    throw new Error(`the API does not answer: ${before.status} ${await before.text()}`);
  }
  if (before.status === 403) {
    await stack.invoke(createMspFunction, { name, members: roles.map((role) => ({ email: members[role], role })) });
  }
  for (const role of roles) {
    const response = await whoAmI(stack.apiUrl, tokens[role]);
    if (!response.ok) throw new Error(`the ${role} can't sign in: ${response.status} ${await response.text()}`);
    if (role === 'admin') continue;
    await response.body?.cancel();
  }
  const me = Me.parse(await (await whoAmI(stack.apiUrl, tokens.admin)).json());
  return { mspId: me.msp.mspId, tokens };
};
