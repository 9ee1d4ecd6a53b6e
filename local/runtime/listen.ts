import type { Server } from 'node:http';

export interface RunningServer {
  readonly origin: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** Opens a server on the loopback address only; port 0 takes a free one. */
export const listen = (server: Server, port: number): Promise<RunningServer> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: Error & { code?: string }) => {
      const taken = error.code === 'EADDRINUSE';
      reject(taken ? new Error(`port ${port} is in use: stop who uses it, or choose another by --port`) : error);
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address !== 'object' || address === null) return reject(new Error('the server has no address'));
      const stop = (): Promise<void> =>
        new Promise((stopped) => {
          server.close(() => stopped());
          server.closeAllConnections();
        });
      resolve({ origin: `http://127.0.0.1:${address.port}`, port: address.port, stop });
    });
  });
