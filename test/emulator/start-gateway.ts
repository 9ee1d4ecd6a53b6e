import { createServer, request } from 'node:http';
import { listen, type RunningServer } from '#local/runtime/listen.ts';

/**
 * The API of the emulator at an address of its own. The emulator finds an API by the name of the host, which a client
 * of a loopback address cannot send.
 */
export const startGateway = (endpoint: string, apiHost: string): Promise<RunningServer> =>
  listen(
    createServer((incoming, answer) => {
      const outgoing = request(
        `${endpoint}${incoming.url}`,
        { method: incoming.method, headers: { ...incoming.headers, host: apiHost } },
        (received) => {
          answer.writeHead(received.statusCode ?? 502, received.headers);
          received.pipe(answer);
        },
      );
      outgoing.once('error', (error) => answer.destroy(error));
      incoming.pipe(outgoing);
    }),
    0,
  );
