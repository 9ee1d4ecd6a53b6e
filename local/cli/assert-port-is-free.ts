import { createServer } from 'node:http';
import { listen } from '#local/runtime/listen.ts';
import { servingNow } from './session-file.ts';

/** Throws, in words for whoever starts it, where the port of the API can't be had. */
export const refuseTakenPort = async (port: number): Promise<void> => {
  try {
    const { stop } = await listen(createServer(), port);
    await stop();
  } catch (error) {
    const serving = servingNow();
    const isOurs = serving !== undefined && new URL(serving.apiUrl).port === String(port);
    const who = isOurs ? `another npm start serves there (process ${serving.pid}); ` : '';
    throw new Error(`${who}${error instanceof Error ? error.message : String(error)}: npm start -- --port 0`, {
      cause: error,
    });
  }
};
