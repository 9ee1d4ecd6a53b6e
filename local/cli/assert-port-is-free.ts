import { createServer } from 'node:http';
import { listen } from '#local/runtime/listen.ts';
import { runningSession } from './session-file.ts';

/** Throws a message for the person who ran the command when the API's port is not available. */
export const assertPortIsFree = async (port: number): Promise<void> => {
  try {
    const { stop } = await listen(createServer(), port);
    await stop();
  } catch (error) {
    const running = runningSession();
    const isOurs = running !== undefined && new URL(running.apiUrl).port === String(port);
    const owner = isOurs ? `another npm start serves there (process ${running.pid}); ` : '';
    throw new Error(`${owner}${error instanceof Error ? error.message : String(error)}: npm start -- --port 0`, {
      cause: error,
    });
  }
};
