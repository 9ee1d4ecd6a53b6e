import { apiHandler } from '#shared/lambda/api-handler.ts';
import { changeMember } from './change-member.ts';
import { contract } from './contract.ts';
import { inviteMember } from './invite-member.ts';
import { issueInvitationCode } from './issue-invitation-code.ts';
import { leaveMsp } from './leave-msp.ts';
import { listMembers } from './list-members.ts';
import { removeMember } from './remove-member.ts';
import { wire } from './wire.ts';

const useCases = { listMembers, inviteMember, issueInvitationCode, changeMember, removeMember, leaveMsp };
export const handler = apiHandler(contract, wire, useCases);
