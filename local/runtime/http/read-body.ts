import type { IncomingMessage } from 'node:http';

/** Reads the body; undefined when it exceeds the limit. No more than the limit is kept in memory. */
export const readBody = async (request: IncomingMessage, limitBytes: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length; // an IncomingMessage without an encoding yields buffers
    if (bytes <= limitBytes) chunks.push(chunk);
  }
  return bytes > limitBytes ? undefined : Buffer.concat(chunks);
};
