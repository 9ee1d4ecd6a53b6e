import { z } from 'zod';
import type { GraphRequest, GraphRequests } from '#shared/surfaces/define-surface.ts';
import { parseRaw } from '#shared/surfaces/raw.ts';

const RawBody = z.object({
  body: z.object({ contentType: z.string(), content: z.string().nullish() }),
});

/** The body that a person asked for. It is returned and stored nowhere. */
export interface ItemBody {
  /** As Microsoft sent it. The HTML is not sanitized. */
  readonly contentType: 'text' | 'html';
  readonly content: string;
}

/** The mailbox and id from the stored row. An id sent by the caller never gets here. */
export interface ItemReference {
  readonly mailbox: string;
  readonly itemId: string;
}

const headers = { Prefer: 'outlook.body-content-type="html"', 'Cache-Control': 'no-store' };

const read = async (graph: GraphRequests, path: string, { mailbox, itemId }: ItemReference): Promise<ItemBody> => {
  const request: GraphRequest = { path, params: { mailbox, itemId }, query: { $select: 'id,body' }, headers };
  const { body } = parseRaw(RawBody, await graph.get(request));
  return { contentType: body.contentType.toLowerCase() === 'html' ? 'html' : 'text', content: body.content ?? '' };
};

/** `ItemGone` where the message was deleted. https://learn.microsoft.com/graph/api/message-get */
export const messageBody = (graph: GraphRequests, of: ItemReference): Promise<ItemBody> =>
  read(graph, '/users/{mailbox}/messages/{itemId}', of);

/** `ItemGone` where the event was deleted. https://learn.microsoft.com/graph/api/event-get */
export const eventBody = (graph: GraphRequests, of: ItemReference): Promise<ItemBody> =>
  read(graph, '/users/{mailbox}/events/{itemId}', of);
