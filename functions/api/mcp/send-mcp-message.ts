import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { answerMessage } from './protocol.ts';
import { runTool } from './run-tool.ts';
import { tools } from './tools/index.ts';

type Op = typeof contract.operations.sendMcpMessage;

const loopback = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Refuses pages of other origins. Over http only the stage `local` answers, and to this machine alone: a page whose
 * name was pointed at it by DNS rebinding names another host.
 */
const refuseForeign = (from: string | undefined, own: string, allowed: readonly string[]): void => {
  const isOwnHost = own.startsWith('https://') || loopback.test(own);
  const isAllowed = from === undefined || from === own || allowed.includes(from);
  if (!isOwnHost || !isAllowed) throw new AppError('OriginRefused', 'pages of this origin may not use the MCP server');
};

/**
 * Answers one message of the protocol. The tools that the caller may use are those of their role and token. A failure
 * that is not the fault of the arguments is answered as on every other route.
 */
export const sendMcpMessage = async (
  { caller, body, headers: { origin: from, ...headers }, requestId, origin }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  refuseForeign(from, origin, deps.allowedOrigins);
  let limitHeaders: Readonly<Record<string, string>> = {};
  const consumeRateLimit = async (member: MemberScope) => {
    limitHeaders = await deps.consumeRateLimit(member);
    return limitHeaders;
  };
  const answer = await answerMessage({
    url: `${origin}/v1/mcp`,
    headers,
    message: body,
    tools: tools.filter(({ isFor }) => isFor(caller)),
    run: (tool, given) => runTool(tool, given, { caller, requestId, origin }, { ...deps, consumeRateLimit }),
  });
  return { ...answer, headers: limitHeaders };
};
