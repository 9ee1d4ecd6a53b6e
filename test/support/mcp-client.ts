import { Client, StreamableHTTPClientTransport, type VersionNegotiationMode } from '@modelcontextprotocol/client';
import { contract } from '#functions/api/mcp/contract.ts';
import type { Deps } from '#functions/api/mcp/deps.ts';
import { sendMcpMessage } from '#functions/api/mcp/send-mcp-message.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { inputMessage } from '#shared/lambda/input-messages.ts';
import { pointersOf } from '#shared/lambda/input-pointers.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { toolUses } from '#shared/store/tool-use-store.ts';
import { type ApiAnswer, apiCaller } from './call-api.ts';
import type { TestDynamoDb } from './dynamodb.ts';
import type { JudgedBook } from './judged-book.ts';
import { viewDeps } from './view-suite.ts';

/** The ports of the MCP server over a judged book, without a rate limit unless one is given. */
export const mcpDeps = (
  book: Pick<JudgedBook, 'deps'>,
  table: TestDynamoDb['table'],
  given: Partial<Deps> = {},
): Deps => ({
  ...viewDeps(book),
  ...book.deps,
  surfaceStates: async () => ({}),
  plansOf: async () => undefined,
  audit: auditLog(table),
  toolUses: toolUses(table),
  argumentChecks: { messageOf: inputMessage, pointersOf },
  consumeRateLimit: async () => ({}),
  allowedOrigins: ['https://app.example'],
  ...given,
});

export interface McpPost {
  readonly as?: MemberScope;
  /** Sent as JSON, a string unchanged. */
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}

/** Posts to the MCP server as the gateway does. */
export const mcpCaller = (deps: Deps) => {
  const call = apiCaller(contract, { sendMcpMessage }, deps);
  return (post: McpPost): Promise<ApiAnswer> => call({ ...post, route: 'POST /v1/mcp' });
};

export const mcpAddress = 'https://api.example/v1/mcp';

/** The official client of the protocol, over the handler. */
export const connectMcpClient = async (
  deps: Deps,
  as: MemberScope,
  mode: VersionNegotiationMode = { pin: '2026-07-28' },
): Promise<Client> => {
  const post = mcpCaller(deps);
  const fetch = async (_url: string | URL, init: RequestInit = {}): Promise<Response> => {
    if (init.method !== 'POST') return new Response(null, { status: 405 });
    const headers = Object.fromEntries(new Headers(init.headers));
    const { status, headers: answered, body } = await post({ as, headers, body: init.body });
    return new Response(body === undefined ? null : JSON.stringify(body), { status, headers: answered });
  };
  const client = new Client({ name: 'vectis-tests', version: '1.0.0' }, { versionNegotiation: { mode } });
  await client.connect(new StreamableHTTPClientTransport(new URL(mcpAddress), { fetch }));
  return client;
};
