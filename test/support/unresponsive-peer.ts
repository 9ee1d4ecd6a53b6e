import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** How a peer that accepts connections does not answer. */
export const unresponsiveKinds = ['never answers', 'stops after the headers', 'sends one byte at a time'] as const;
export type UnresponsiveKind = (typeof unresponsiveKinds)[number];

const headers = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000000\r\n\r\n';
const byteIntervalMilliseconds = 20;

const answer = (kind: UnresponsiveKind, socket: Socket): void => {
  if (kind === 'never answers') return;
  socket.write(headers);
  if (kind === 'stops after the headers') return;
  const timer = setInterval(() => socket.write(' '), byteIntervalMilliseconds);
  socket.once('close', () => clearInterval(timer));
};

/** A server that accepts every connection and never completes an answer. */
export const startUnresponsivePeer = async (kind: UnresponsiveKind) => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    // A client that gives up resets the connection.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    socket.once('data', () => answer(kind, socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the peer has no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    async stop(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};
