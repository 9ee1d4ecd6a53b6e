import type { Server } from 'node:http';

export interface RunningServer {
  readonly origin: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** A message for people that says why a port is not available. */
const reasonOf = (error: Error & { readonly code?: string }, port: number): Error => {
  if (error.code === 'EADDRINUSE')
    return new Error(`port ${port} is in use: stop the program that uses it, or take another`);
  if (error.code === 'EACCES') return new Error(`port ${port} is for administrators: take one above 1023`);
  return error;
};

/**
 * About as long as AWS and Microsoft keep an idle connection. With Node's five seconds, warm functions would reconnect
 * all the time.
 */
const idleConnectionMilliseconds = 65_000;

/**
 * Connections that the system accepts while the server is busy. It ignores further ones, whose clients try again after
 * one, three and seven seconds. Node's default is 511; Linux takes 4,096 at most unless it is told otherwise.
 */
const backlog = 4_096;

/** Listens on the loopback address only. Port 0 takes a free port. */
export const listen = (server: Server, port: number): Promise<RunningServer> =>
  new Promise((resolve, reject) => {
    server.keepAliveTimeout = idleConnectionMilliseconds;
    server.once('error', (error) => reject(reasonOf(error, port)));
    server.listen({ port, host: '127.0.0.1', backlog }, () => {
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
