import type { MemberId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';

/** The e-mail address of each member of an MSP. */
export type MemberNames = ReadonlyMap<MemberId, string>;

export interface MemberPorts {
  readonly members: {
    list(scope: MspScope): Promise<readonly { readonly memberId: MemberId; readonly email: string }[]>;
  };
}

export const readMemberNames = async (scope: MspScope, { members }: MemberPorts): Promise<MemberNames> =>
  new Map((await members.list(scope)).map(({ memberId, email }) => [memberId, email]));

/** The same, if one of the findings has an assignee; otherwise nobody is read. */
export const readAssigneeNames = async (
  scope: MspScope,
  findings: readonly { readonly assigneeId: MemberId | null }[],
  ports: MemberPorts,
): Promise<MemberNames> =>
  findings.some(({ assigneeId }) => assigneeId !== null) ? readMemberNames(scope, ports) : new Map();
