import { z } from 'zod';
import type { GraphReader, GraphRequest } from '#shared/surfaces/define-surface.ts';
import { parseRaw } from '#shared/surfaces/raw.ts';

const RawBody = z.object({
  body: z.object({ contentType: z.string(), content: z.string().nullish() }),
});

/** What somebody asked to read. It is handed on and kept nowhere. */
export interface ItemBody {
  /** As Microsoft sent it: HTML is not safe to show. */
  readonly contentType: 'text' | 'html';
  readonly content: string;
}

/** Which item, by the mailbox and id of its stored row; a caller's own ids never come this far. */
export interface ItemReference {
  readonly mailbox: string;
  readonly itemId: string;
}

const headers = { Prefer: 'outlook.body-content-type="html"', 'Cache-Control': 'no-store' };

const read = async (graph: GraphReader, path: string, { mailbox, itemId }: ItemReference): Promise<ItemBody> => {
  const request: GraphRequest = { path, params: { mailbox, itemId }, query: { $select: 'id,body' }, headers };
  const { body } = parseRaw(RawBody, await graph.get(request));
  return { contentType: body.contentType.toLowerCase() === 'html' ? 'html' : 'text', content: body.content ?? '' };
};

/** `ItemGone` where the message was deleted since. https://learn.microsoft.com/graph/api/message-get */
export const messageBody = (graph: GraphReader, of: ItemReference): Promise<ItemBody> =>
  read(graph, '/users/{mailbox}/messages/{itemId}', of);

/** `ItemGone` where the event was deleted since. https://learn.microsoft.com/graph/api/event-get */
export const eventBody = (graph: GraphReader, of: ItemReference): Promise<ItemBody> =>
  read(graph, '/users/{mailbox}/events/{itemId}', of);
