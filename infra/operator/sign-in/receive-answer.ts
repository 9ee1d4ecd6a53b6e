import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { callbackPath, commandLineCallback, commandLinePorts } from '../../sign-in-addresses.ts';

/** Waits on this machine for the answer that the browser brings back. */
export interface AnswerReceiver {
  readonly redirectUri: string;
  /** The query of the first callback that has the state. Every later one is refused. Rejects at the deadline. */
  readonly answer: Promise<URLSearchParams>;
  close(): void;
}

/**
 * `localhost` is either of these. The port is taken on both, so that no other program receives the code on the second.
 */
const loopbackAddresses = ['127.0.0.1', '::1'];

const page = 'The sign-in was received. You can close this page and return to the terminal.\n';
const otherPage = 'This answer does not belong to the sign-in that the terminal waits for: its state differs.\n';

interface Expected {
  /** Of the attempt. A request without it is refused, and the wait goes on: any web page can send one. */
  readonly state: string;
  readonly deadlineSeconds: number;
}

/** Listens on the first registered port that is free. Throws if none is. */
export const receiveAnswer = async (expected: Expected): Promise<AnswerReceiver> => {
  for (const port of commandLinePorts) {
    const receiver = await listenOn(port, expected);
    if (receiver !== undefined) return receiver;
  }
  throw new Error(
    `the ports ${commandLinePorts.join(', ')} are in use: end another sign-in, or the programs that use them`,
  );
};

const listenOn = async (port: number, { state, deadlineSeconds }: Expected): Promise<AnswerReceiver | undefined> => {
  const received = Promise.withResolvers<URLSearchParams>();
  let isOpen = true;
  let others = 0;
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const url = URL.parse(request.url ?? '', commandLineCallback(port));
    const isCallback = request.method === 'GET' && url?.pathname === callbackPath;
    // A page of another site could reach this port under a name of its own.
    if (url === null || !isCallback || request.headers.host !== `localhost:${port}`) finish(response, 404, '');
    else if (!isOpen) finish(response, 410, 'This sign-in has ended.\n');
    else if (url.searchParams.get('state') !== state) {
      others += 1;
      finish(response, 400, otherPage);
    } else {
      isOpen = false;
      finish(response, 200, page);
      received.resolve(url.searchParams);
    }
  };

  const servers = loopbackAddresses.map(() => createServer(handle));
  const close = (): void => {
    clearTimeout(timer);
    for (const server of servers) {
      server.close();
      server.closeIdleConnections();
    }
  };
  const timer = setTimeout(() => {
    const refused = others === 0 ? '' : ` (answers that did not belong to this sign-in: ${others})`;
    received.reject(new Error(`nobody signed in within ${deadlineSeconds} s${refused}: start the sign-in again`));
  }, deadlineSeconds * 1000);
  const results = await Promise.all(servers.map((server, at) => listening(server, port, loopbackAddresses[at] ?? '')));
  // A machine without IPv6 has only the first address.
  if (results.includes('in-use') || results[0] !== 'listening') {
    close();
    return undefined;
  }
  const answer = received.promise.finally(close);
  answer.catch(() => {}); // the caller may fail before it waits
  return { redirectUri: commandLineCallback(port), answer, close };
};

const finish = (response: ServerResponse, status: number, text: string): void => {
  response
    .writeHead(status, {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      connection: 'close',
    })
    .end(text);
};

const listening = (server: Server, port: number, host: string): Promise<'listening' | 'in-use' | 'unavailable'> =>
  new Promise((resolve) => {
    server.once('error', (error: Error & { readonly code?: string }) =>
      resolve(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? 'in-use' : 'unavailable'),
    );
    server.listen({ port, host, ipv6Only: true }, () => resolve('listening'));
  });
