import { type AppError, errorDefinition, publicCode } from '#shared/kernel/errors.ts';
import { nextStep } from '#shared/kernel/next-step.ts';

/** Something in the way, and what to do about it. */
export interface ConnectProblem {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly scopes?: readonly string[];
}

/** What a person reads, and does next. */
export const connectProblem = (error: AppError, about?: string, scopes = error.details.needs): ConnectProblem => ({
  code: publicCode(error.code),
  title: errorDefinition(error.code).title,
  detail: [about, nextStep(error)].filter(Boolean).join(': '),
  ...(scopes !== undefined && { scopes }),
});
