import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '#shared/kernel/clock.ts';
import type { Fault } from './faults.ts';

/** An answer before it becomes bytes. A string body is sent as it is. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Seconds that a `Retry-After` asks for, or undefined where it says nothing that can be kept. */
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

const pause = (seconds: number) => new Promise((resume) => setTimeout(resume, seconds * 1000));

const spoiled: Record<NonNullable<Fault['malformed']>, (text: string) => string> = {
  truncated: (text) => text.slice(0, Math.floor(text.length / 2)),
  html: () => '<!DOCTYPE html><html><head><title>Service unavailable</title></head><body>Try again.</body></html>',
  empty: () => '',
};

/** Writes an answer, with what a fault does to the wire: later, in half, broken, or never. */
export const sendAnswer = async (response: ServerResponse, answer: Answer, fault: Fault | undefined): Promise<void> => {
  if (fault?.delaySeconds !== undefined) await pause(fault.delaySeconds);
  if (fault?.hang === true || response.destroyed) return;
  if (fault?.reset === true) {
    response.destroy();
    return;
  }
  const whole = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
  const text = fault?.malformed === undefined ? whole : spoiled[fault.malformed](whole);
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
