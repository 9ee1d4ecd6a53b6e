import type { GraphRequest } from '#shared/surfaces/define-surface.ts';
import { isMailboxRequest } from './throttle-windows.ts';

/** Requests ids that survive a move between folders. The header applies to a single request, so each one carries it. */
const immutableIds = 'IdType="ImmutableId"';

/** A request's own headers, and those that every mailbox request needs. Preferences are combined into one header. */
export const headersFor = (request: GraphRequest): Readonly<Record<string, string>> => {
  const { headers = {} } = request;
  if (!isMailboxRequest(request)) return headers;
  const { Prefer: preferences, ...others } = headers;
  return { ...others, Prefer: preferences === undefined ? immutableIds : `${preferences}, ${immutableIds}` };
};
