import { Agent } from 'node:https';
import type { Pin } from '../settings.ts';

/** All questions together; a refusal is printed within 5 s of the command, most of a second of which Node needs. */
export const budgetMilliseconds = 3_000;

/** The options of a client that asks one question and does not repeat it. */
export const clientOptions = ({ region }: Pin) => ({
  region,
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: budgetMilliseconds,
    requestTimeout: budgetMilliseconds,
    throwOnRequestTimeout: true,
    // CDK's command line takes the proxy of the shell too.
    httpsAgent: new Agent({ proxyEnv: process.env }),
  },
});

export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : String(error));

/** Whether AWS itself answered with the error. */
export const isAnswer = (error: unknown): boolean => error instanceof Error && '$fault' in error;
