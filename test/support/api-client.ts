import { type RunningStack, startStack } from '#local/stack.ts';
import { builtAssembly } from './built-assembly.ts';
import { stackStart } from './stack-start.ts';

export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: the JSON of any answer; each test asserts what it expects
  readonly body: any;
}

export interface HttpRequest {
  readonly token?: string | undefined;
  /** Sent as JSON, a string unchanged. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type ApiClient = (method: string, path: string, request?: HttpRequest) => Promise<HttpResponse>;

/** An HTTP client for the API of a running stack. */
export const apiClient =
  (apiUrl: string, { timeoutSeconds = 30 }: { readonly timeoutSeconds?: number } = {}): ApiClient =>
  async (method, path, { token, body, headers = {} } = {}) => {
    const answer = await fetch(`${apiUrl}${path}`, {
      method,
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
    return { status: answer.status, headers: answer.headers, text, body: isJson ? JSON.parse(text) : undefined };
  };

const members = [
  { email: 'ada@msp.example', role: 'admin' },
  { email: 'mo@msp.example', role: 'member' },
  { email: 'vi@msp.example', role: 'viewer' },
] as const;

export interface TestStack {
  readonly stack: RunningStack;
  readonly call: ApiClient;
  readonly mspId: string;
  readonly tokens: Readonly<Record<'admin' | 'member' | 'viewer', string>>;
  readonly tokenFor: (email: string) => Promise<string>;
}

/**
 * Starts the synthesized stack at `stackStart()` and creates one MSP with three members. Call `stack.stop()` in
 * `afterAll`.
 */
export const startTestStack = async (settings: Partial<Parameters<typeof startStack>[0]> = {}): Promise<TestStack> => {
  const stack = await startStack({ assemblyDir: await builtAssembly(), port: 0, now: stackStart(), ...settings });
  const created = await stack.invoke('vectis-local-create-msp', { name: 'Northwind IT', members });
  const [admin, member, viewer] = await Promise.all(members.map(({ email }) => stack.issuer.tokenFor(email)));
  const tokens = { admin: admin ?? '', member: member ?? '', viewer: viewer ?? '' };
  const { mspId } = created as { mspId: string }; // the task's own contract has parsed it
  return { stack, call: apiClient(stack.apiUrl), mspId, tokens, tokenFor: (email) => stack.issuer.tokenFor(email) };
};
