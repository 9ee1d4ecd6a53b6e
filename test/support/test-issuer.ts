import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export interface TestIssuer {
  readonly url: string;
  /** Number of requests for its keys. */
  readonly keyReads: () => number;
  /** Answers every request with this status, until called with undefined. */
  failWith(status: number | undefined): void;
  sign(claims: JWTPayload, header?: { alg?: string; kid?: string; typ?: string }): Promise<string>;
  stop(): Promise<void>;
}

/** Starts an OpenID issuer on the loopback interface, with one RS256 and one ES256 key. */
export const startIssuer = async (): Promise<TestIssuer> => {
  const [rsa, ec] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('ES256')]);
  const keys = [
    { ...(await exportJWK(rsa.publicKey)), kid: 'rsa', alg: 'RS256', use: 'sig' },
    { ...(await exportJWK(ec.publicKey)), kid: 'ec', alg: 'ES256', use: 'sig' },
  ];
  let reads = 0;
  let broken: number | undefined;
  const server = createServer((request, response) => {
    if (broken !== undefined) return response.writeHead(broken).end('{}');
    if (request.url === '/keys') reads += 1;
    const body = request.url === '/keys' ? { keys } : { issuer: url(), jwks_uri: `${url()}/keys` };
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on TCP
  const url = () => `http://127.0.0.1:${port}`;
  return {
    url: url(),
    keyReads: () => reads,
    failWith: (status) => {
      broken = status;
    },
    sign: (claims, { alg = 'RS256', kid = alg === 'ES256' ? 'ec' : 'rsa', ...header } = {}) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg, kid, ...header })
        .sign(alg === 'ES256' ? ec.privateKey : rsa.privateKey),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
};
