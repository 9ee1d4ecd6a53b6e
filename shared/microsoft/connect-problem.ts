import { type AppError, errorDefinition, publicCode } from '#shared/kernel/errors.ts';
import { nextStep } from '#shared/kernel/next-step.ts';

/** A problem of the connection, and how to solve it. */
export interface ConnectProblem {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly scopes?: readonly string[];
}

/** The problem with its title and next step for a person. */
export const connectProblem = (error: AppError, subject?: string, scopes = error.details.needs): ConnectProblem => ({
  code: publicCode(error.code),
  title: errorDefinition(error.code).title,
  detail: [subject, nextStep(error)].filter(Boolean).join(': '),
  ...(scopes !== undefined && { scopes }),
});
