import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { answerMessage } from './protocol.ts';
import { runTool } from './run-tool.ts';
import { tools } from './tools/index.ts';

type Op = typeof contract.operations.sendMcpMessage;

/**
 * Answers one message of the protocol. The tools that the caller may use are those of their role and token. A failure
 * that is not the fault of the arguments is answered as on every other route.
 */
export const sendMcpMessage = async (
  { caller, body, headers: { origin: from, ...headers }, requestId, origin }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  if (from !== undefined && from !== origin && !deps.allowedOrigins.includes(from)) {
    throw new AppError('OriginRefused', 'pages of this origin may not use the MCP server');
  }
  return answerMessage({
    url: `${origin}/v1/mcp`,
    headers,
    message: body,
    tools: tools.filter(({ isFor }) => isFor(caller)),
    run: (tool, given) => runTool(tool, given, { caller, requestId, origin }, deps),
  });
};
