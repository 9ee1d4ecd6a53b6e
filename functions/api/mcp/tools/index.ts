import { getCustomerTool } from './get-customer-tool.ts';
import { getFindingTool } from './get-finding-tool.ts';
import { getLicensesTool } from './get-licenses-tool.ts';
import { getWorkListTool } from './get-work-list-tool.ts';
import { listChangesTool } from './list-changes-tool.ts';
import { listCustomersTool } from './list-customers-tool.ts';
import { listFindingsTool } from './list-findings-tool.ts';
import { listLicenseCostsTool } from './list-license-costs-tool.ts';
import { listMeetingsTool } from './list-meetings-tool.ts';
import { listMessagesTool } from './list-messages-tool.ts';
import { listMissingPermissionsTool } from './list-missing-permissions-tool.ts';
import { listPeopleWithoutMfaTool } from './list-people-without-mfa-tool.ts';
import { listProblemsTool } from './list-problems-tool.ts';
import type { Tool } from './tool.ts';

/** The tools in the order in which they are listed. A new one is a file and a line here. */
export const tools: readonly Tool[] = [
  listCustomersTool,
  listProblemsTool,
  getWorkListTool,
  listFindingsTool,
  getFindingTool,
  getCustomerTool,
  listPeopleWithoutMfaTool,
  listLicenseCostsTool,
  getLicensesTool,
  listChangesTool,
  listMissingPermissionsTool,
  listMessagesTool,
  listMeetingsTool,
];
