import { createServer } from 'node:http';
import { listen } from '#local/runtime/listen.ts';
import { runningSession } from './session-file.ts';

/** Throws, in words for whoever starts it, where the port of the API can't be had. */
export const assertPortIsFree = async (port: number): Promise<void> => {
  try {
    const { stop } = await listen(createServer(), port);
    await stop();
  } catch (error) {
    const serving = runningSession();
    const isOurs = serving !== undefined && new URL(serving.apiUrl).port === String(port);
    const who = isOurs ? `another npm start serves there (process ${serving.pid}); ` : '';
    throw new Error(`${who}${error instanceof Error ? error.message : String(error)}: npm start -- --port 0`, {
      cause: error,
    });
  }
};
