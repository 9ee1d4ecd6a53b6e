import { getFindingTool } from './get-finding-tool.ts';
import { listCustomersTool } from './list-customers-tool.ts';
import { listFindingsTool } from './list-findings-tool.ts';
import type { Tool } from './tool.ts';

/** The tools in the order in which they are listed. A new one is a file and a line here. */
export const tools: readonly Tool[] = [listCustomersTool, listFindingsTool, getFindingTool];
