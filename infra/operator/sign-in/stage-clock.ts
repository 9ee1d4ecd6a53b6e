import { z } from 'zod';
import type { Clock } from '#shared/kernel/clock.ts';
import { requestTimeoutMilliseconds } from './oidc-provider.ts';

const Shown = z.object({ now: z.iso.datetime() });

/**
 * The time by which the tokens of a stage are judged: this machine's. The stack of the stage `local` may run at another
 * one (`npm start -- --now`), so it is asked.
 */
export const stageClock = async (stage: string, apiUrl: string): Promise<Clock> => {
  if (stage !== 'local') return { now: () => new Date() };
  const url = `${apiUrl}/_local/clock`;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(requestTimeoutMilliseconds) });
    const ahead = Date.parse(Shown.parse(await answer.json()).now) - Date.now();
    return { now: () => new Date(Date.now() + ahead) };
  } catch (cause) {
    throw new Error(`the stage local does not answer at ${apiUrl}: run npm start in another terminal`, { cause });
  }
};
