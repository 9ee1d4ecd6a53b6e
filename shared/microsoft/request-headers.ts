import type { GraphRequest } from '#shared/surfaces/define-surface.ts';
import { isMailboxRequest } from './throttle-windows.ts';

/** Ids that survive a move between folders; the header holds for the request that carries it, so every one does. */
const immutableIds = 'IdType="ImmutableId"';

/** A request's own headers, and what every request below a mailbox carries. Preferences share one header. */
export const headersFor = (request: GraphRequest): Readonly<Record<string, string>> => {
  const { headers = {} } = request;
  if (!isMailboxRequest(request)) return headers;
  const { Prefer: preferences, ...others } = headers;
  return { ...others, Prefer: preferences === undefined ? immutableIds : `${preferences}, ${immutableIds}` };
};
