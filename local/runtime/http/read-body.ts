import type { IncomingMessage } from 'node:http';

/** The whole body; undefined when it is larger than the limit, of which no more than the limit was kept. */
export const readBody = async (request: IncomingMessage, limitBytes: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length; // an IncomingMessage without an encoding gives buffers
    if (bytes <= limitBytes) chunks.push(chunk);
  }
  return bytes > limitBytes ? undefined : Buffer.concat(chunks);
};
