import { Logger } from '@aws-lambda-powertools/logger';
import { errorTrace, type LogAttributes, redactAttributes } from './log-attributes.ts';

const powertools = new Logger({ serviceName: 'vectis' });

/** JSON lines. The message is a constant in the code; everything that varies is a `LogAttributes`. */
export const logger = {
  info(message: string, attributes: LogAttributes = {}): void {
    powertools.info(message, redactAttributes(attributes));
  },
  warn(message: string, attributes: LogAttributes = {}, error?: unknown): void {
    powertools.warn(message, { ...redactAttributes(attributes), ...(error === undefined ? {} : errorTrace(error)) });
  },
  error(message: string, attributes: LogAttributes = {}, error?: unknown): void {
    powertools.error(message, { ...redactAttributes(attributes), ...(error === undefined ? {} : errorTrace(error)) });
  },
};
