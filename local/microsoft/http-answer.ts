import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '#shared/kernel/clock.ts';
import type { Fault } from './faults.ts';

/** An HTTP response before it is serialized. A string body is sent unchanged, any other as JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/**
 * The seconds that a `Retry-After` header asks for, from a number or an HTTP date; undefined if it is absent or
 * invalid.
 */
export const retryAfterSeconds = (retryAfter: string | undefined, clock: Clock): number | undefined => {
  if (retryAfter === undefined) return undefined;
  const seconds = Number(retryAfter);
  if (Number.isFinite(seconds)) return seconds > 0 ? seconds : undefined;
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - clock.now().getTime()) / 1000);
};

export const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
};

const wait = (seconds: number) => new Promise((resume) => setTimeout(resume, seconds * 1000));

const malformedText: Record<NonNullable<Fault['malformed']>, (text: string) => string> = {
  truncated: (text) => text.slice(0, Math.floor(text.length / 2)),
  html: () => '<!DOCTYPE html><html><head><title>Service unavailable</title></head><body>Try again.</body></html>',
  empty: () => '',
};

/** Sends an answer. A fault can delay it, cut it off, corrupt it, reset the connection or send nothing. */
export const sendAnswer = async (response: ServerResponse, answer: Answer, fault: Fault | undefined): Promise<void> => {
  if (fault?.delaySeconds !== undefined) await wait(fault.delaySeconds);
  if (fault?.hang === true || response.destroyed) return;
  if (fault?.reset === true) {
    response.destroy();
    return;
  }
  const intact = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
  const text = fault?.malformed === undefined ? intact : malformedText[fault.malformed](intact);
  const contentType = fault?.malformed === 'html' ? 'text/html' : 'application/json';
  response.writeHead(answer.status, {
    'content-type': contentType,
    ...answer.headers,
    'content-length': String(Buffer.byteLength(text)),
  });
  if (fault?.cut === true) {
    response.write(text.slice(0, Math.floor(text.length / 2)), () => response.destroy());
    return;
  }
  response.end(text);
};
