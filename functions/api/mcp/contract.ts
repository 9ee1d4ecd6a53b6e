import { z } from 'zod';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { Text, TextLine } from '#shared/kernel/text.ts';

/**
 * One message of JSON-RPC 2.0: a request, or a notification if it has no id. Batches and answers are refused: this
 * server asks its clients nothing. https://modelcontextprotocol.io/specification/2026-07-28/basic
 */
const McpMessage = z
  .strictObject({
    jsonrpc: z.literal('2.0'),
    id: z.union([Text.min(1).max(200), z.int()]).optional(),
    method: TextLine.min(1).max(100),
    params: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'McpMessage', description: 'A message of the Model Context Protocol to the server.' });

export const McpAnswer = z
  .object({
    jsonrpc: z.literal('2.0'),
    id: z.union([z.string(), z.int()]).nullable(),
    result: z.record(z.string(), z.unknown()).optional(),
    error: z.object({ code: z.int(), message: z.string(), data: z.unknown().optional() }).optional(),
  })
  .meta({ id: 'McpAnswer', description: 'The answer of the server to a request of the Model Context Protocol.' });

const Header = z.string().max(300).optional();

export const contract = apiContract({
  description: 'The MCP server: read-only tools for assistants, over the use cases of the API.',
  environment: Environment.pick({
    STAGE: true,
    TABLE_NAME: true,
    CURSOR_KEY_ID: true,
    LICENSE_INACTIVE_DAYS: true,
  }),
  access: { table: 'write', audit: 'append', keys: ['cursor'] },
  timeoutSeconds: 29,
  memoryMegabytes: 1024,
  operations: {
    sendMcpMessage: {
      route: 'POST /v1/mcp',
      summary: 'One message of the Model Context Protocol, answered as JSON, without a session.',
      tag: { name: 'mcp', description: 'The MCP server: read-only tools for assistants.' },
      // Every role and every access token may ask which tools there are. Each tool has an ability of its own.
      ability: 'self.read',
      headers: z.object({
        accept: Header,
        'mcp-method': Header,
        'mcp-name': Header,
        'mcp-protocol-version': Header,
        origin: Header,
      }),
      body: McpMessage,
      response: {
        status: 200,
        body: McpAnswer.optional(),
        otherStatuses: {
          202: 'A notification was taken.',
          400: 'The message is not valid for its version of the protocol.',
          404: 'The server has no such method.',
          406: 'The client must accept application/json and text/event-stream.',
        },
      },
      rateLimit: 'tools',
      resourceMetadata: '/.well-known/oauth-protected-resource/v1/mcp',
      errors: ['OriginRefused', 'AuditUnavailable'],
      sensitive: true,
    },
  },
});
