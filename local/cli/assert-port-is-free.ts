import { createServer } from 'node:http';
import { listen } from '#local/runtime/listen.ts';
import { localDirectory } from './session-file.ts';
import { ownerOfPort } from './stack-record.ts';

/** Throws a message for the person who ran the command when the API's port is not available. */
export const assertPortIsFree = async (port: number): Promise<void> => {
  try {
    const { stop } = await listen(createServer(), port);
    await stop();
  } catch (error) {
    const owner = ownerOfPort(localDirectory, port);
    const who = owner === undefined ? '' : `another npm start serves there (process ${owner}); `;
    throw new Error(`${who}${error instanceof Error ? error.message : String(error)}: npm start -- --port 0`, {
      cause: error,
    });
  }
};
