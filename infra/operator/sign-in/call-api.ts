import { z } from 'zod';
import type { StoredSession } from './session-store.ts';

const timeoutMilliseconds = 30_000;

interface Call {
  readonly method: string;
  /** Begins with `/v1`. */
  readonly path: string;
  readonly body?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly text: string;
}

/** Calls the API of the session's stage. The token goes to that origin alone. */
export const callApi = async (session: StoredSession, { method, path, body, headers }: Call): Promise<ApiAnswer> => {
  const url = new URL(path, session.apiUrl);
  if (!path.startsWith('/') || url.origin !== session.apiUrl) {
    throw new Error(`the path must begin with one slash, as /v1/me, got ${path}`);
  }
  try {
    const answer = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${session.idToken}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    return { status: answer.status, text: await answer.text() };
  } catch (cause) {
    throw new Error(`the API does not answer at ${session.apiUrl}: check the network, then try again`, { cause });
  }
};

const Me = z.object({ email: z.string(), role: z.string(), msp: z.object({ name: z.string() }) });
const Problem = z.looseObject({ title: z.string(), detail: z.string().optional() });

/** Who the person is for the API. The invitation code makes an invited person a member at this first request. */
export const whoAmI = async (session: StoredSession, invitationCode: string | undefined): Promise<string> => {
  const headers = invitationCode === undefined ? {} : { 'x-invitation-code': invitationCode };
  const { status, text } = await callApi(session, { method: 'GET', path: '/v1/me', headers });
  if (status !== 200) throw new Error(refusalOf(session, status, text));
  const { email, role, msp } = Me.parse(JSON.parse(text));
  return `${email}, ${role} of ${msp.name}`;
};

const refusalOf = ({ email, apiUrl }: StoredSession, status: number, text: string): string => {
  const who = email ?? 'this person';
  if (status === 403) {
    return `${who} signed in, but is not a member here: ask an admin of your MSP for an invitation, or, with an invitation code, sign in again with --invitation-code`;
  }
  const problem = parseProblem(text);
  return `${who} signed in, but the API at ${apiUrl} answered ${status}: ${problem ?? 'it gave no reason'}`;
};

const parseProblem = (text: string): string | undefined => {
  try {
    const { title, detail } = Problem.parse(JSON.parse(text));
    return detail ?? title;
  } catch {
    return undefined; // A gateway's own answer need not be a problem document.
  }
};
