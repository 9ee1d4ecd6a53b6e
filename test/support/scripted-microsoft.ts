import type { Credential } from '#shared/kernel/credential.ts';
import { Secret } from '#shared/kernel/secret.ts';
import { type MicrosoftOptions, openMicrosoft } from '#shared/microsoft/open-microsoft.ts';
import type { HttpResponse, OutgoingRequest, Transport } from '#shared/microsoft/origins.ts';
import type { TokenWindow } from '#shared/microsoft/token.ts';

/** One answer of a script: a body is sent as JSON, a string unchanged. An Error is thrown by the transport. */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export type Script = (request: OutgoingRequest, count: number) => ScriptedAnswer | Error;

const answerOf = ({ status = 200, headers = {}, body }: ScriptedAnswer): HttpResponse => ({
  status,
  headers: new Headers(headers),
  text: typeof body === 'string' ? body : JSON.stringify(body ?? {}),
});

export const tokenWith = (roles: readonly string[] | undefined, label = 'one'): string =>
  `${label}.${Buffer.from(JSON.stringify({ roles })).toString('base64url')}.signature`;

export const tokenAnswer = (roles: readonly string[] = ['Directory.Read.All'], label = 'one'): ScriptedAnswer => ({
  body: { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: tokenWith(roles, label) },
});

let applications = 0;
/** New ids for each test, because tokens are cached by application for the lifetime of the process. */
export const anApplication = (): { readonly tenantId: string; readonly clientId: string } => {
  applications += 1;
  const number = String(applications).padStart(12, '0');
  return { tenantId: `11111111-1111-4111-8111-${number}`, clientId: `22222222-2222-4222-8222-${number}` };
};

export const aSecret: Credential = { kind: 'secret', value: new Secret('canary-client-secret') };

/** A token window in memory; deployed functions store it in the table. */
export const aTokenWindow = (): TokenWindow => {
  let end: Date | undefined;
  return {
    until: async () => end,
    open: async (until) => {
      end = until;
    },
  };
};

/** The Microsoft client over scripted answers. Sleeping moves its clock; `sent` records each request with its time. */
export const scriptedMicrosoft = (
  { graph, token = () => tokenAnswer() }: { readonly graph: Script; readonly token?: Script },
  options: Partial<MicrosoftOptions> = {},
) => {
  let now = new Date('2026-11-22T09:00:00.000Z');
  const sent: (OutgoingRequest & { readonly at: Date })[] = [];
  const counts = { graph: 0, token: 0 };
  const transport: Transport = async (request) => {
    sent.push({ ...request, at: now });
    const kind = request.url.includes('/oauth2/') ? 'token' : 'graph';
    counts[kind] += 1;
    const answer = (kind === 'token' ? token : graph)(request, counts[kind]);
    if (answer instanceof Error) throw answer;
    return answerOf(answer);
  };
  const sleeps: number[] = [];
  const microsoft = openMicrosoft({
    ...anApplication(),
    credential: aSecret,
    cloud: 'global',
    mailboxes: ['tech@msp.example'],
    clock: { now: () => now },
    tokenWindow: aTokenWindow(),
    deadlineAt: new Date('2026-11-22T09:05:00.000Z'),
    transport,
    random: () => 1,
    sleep: async (seconds) => {
      sleeps.push(seconds);
      now = new Date(now.getTime() + Math.ceil(seconds * 1000));
    },
    ...options,
  });
  return {
    microsoft,
    sent,
    sleeps,
    graphCalls: () => sent.filter(({ url }) => !url.includes('/oauth2/')),
    tokenCalls: () => sent.filter(({ url }) => url.includes('/oauth2/')),
    move: (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1000);
    },
  };
};
