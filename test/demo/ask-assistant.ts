import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

// biome-ignore lint/suspicious/noExplicitAny: the JSON of any tool; each test asserts what it expects
type Content = any;

/** The official client of the protocol, signed in to the MCP server of a running stack. */
export const openAssistant = async (apiUrl: string, token: string) => {
  const client = new Client({ name: 'vectis-demo', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${apiUrl}/v1/mcp`), { requestInit }));
  const { tools } = await client.listTools();
  return {
    toolNames: tools.map(({ name }) => name),
    async ask(name: string, given: Record<string, unknown> = {}): Promise<Content> {
      const { structuredContent, content, isError } = await client.callTool({ name, arguments: given });
      if (isError === true) throw new Error(`${name} refused: ${JSON.stringify(content)}`);
      return structuredContent;
    },
    close: () => client.close(),
  };
};

/** Arguments with which every tool of the demo book answers. */
export const demoArguments = (findingKey: string): Readonly<Record<string, Record<string, unknown>>> => ({
  get_work_list: { findingId: 'mfa.every-user-capable' },
  get_finding: { findingKey },
  get_customer: { customer: 'Calder' },
  list_people_without_mfa: { customer: 'Calder' },
  get_licenses: { customer: 'Harrow' },
  list_changes: { customer: 'Harrow' },
  list_messages: { customer: 'Calder' },
  list_meetings: { customer: 'Calder' },
});
