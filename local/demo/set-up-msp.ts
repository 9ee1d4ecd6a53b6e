import { z } from 'zod';
import type { RunningStack } from '#local/stack.ts';

export const roles = ['admin', 'member', 'viewer'] as const;
export type ByRole = Readonly<Record<(typeof roles)[number], string>>;

export interface MspSetup {
  readonly name: string;
  readonly members: ByRole;
}

/** The MSP that `--empty` starts with. */
export const emptyMsp: MspSetup = {
  name: 'Example MSP',
  members: { admin: 'admin@msp.example', member: 'member@msp.example', viewer: 'viewer@msp.example' },
};

/** The operator's function that creates an MSP. */
const createMspFunction = 'vectis-local-create-msp';
const Me = z.object({ msp: z.object({ mspId: z.string() }) });

const getMe = async (apiUrl: string, token: string): Promise<Response> =>
  fetch(`${apiUrl}/v1/me`, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(30_000) });

/**
 * Creates the MSP with its members, unless it exists from an earlier start. Everybody signs in once, which turns an
 * invitation into a membership.
 */
export const setUpMsp = async (
  stack: RunningStack,
  { name, members }: MspSetup,
): Promise<{ readonly mspId: string; readonly tokens: ByRole }> => {
  const [admin, member, viewer] = await Promise.all(roles.map((role) => stack.issuer.tokenFor(members[role])));
  const tokens: ByRole = { admin: admin ?? '', member: member ?? '', viewer: viewer ?? '' };
  const before = await getMe(stack.apiUrl, tokens.admin);
  if (!before.ok && before.status !== 403) {
    throw new Error(`the API failed: ${before.status} ${await before.text()}`);
  }
  if (before.status === 403) {
    await stack.invoke(createMspFunction, { name, members: roles.map((role) => ({ email: members[role], role })) });
  }
  for (const role of roles) {
    const response = await getMe(stack.apiUrl, tokens[role]);
    if (!response.ok) throw new Error(`the ${role} cannot sign in: ${response.status} ${await response.text()}`);
    if (role === 'admin') continue;
    await response.body?.cancel();
  }
  const me = Me.parse(await (await getMe(stack.apiUrl, tokens.admin)).json());
  return { mspId: me.msp.mspId, tokens };
};
