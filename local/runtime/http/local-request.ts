import type { IncomingMessage } from 'node:http';

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
const loopbackAddresses = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];

/**
 * Whether a request comes from a program on this machine and not from a web page of another site. A page that a browser
 * sends to this machine names its own site as the Origin, or as the Host when its name resolves to a loopback address.
 */
export const isLocalRequest = (request: IncomingMessage, otherHosts: readonly string[] = []): boolean => {
  const { host = '', origin } = request.headers;
  return (
    loopbackAddresses.includes(request.socket.remoteAddress ?? '') &&
    (loopback.test(host) || otherHosts.includes(host.replace(/:\d+$/, ''))) &&
    (origin === undefined || loopback.test(origin.replace(/^https?:\/\//, '')))
  );
};
