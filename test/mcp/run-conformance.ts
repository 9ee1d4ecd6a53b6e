// `npm run test:mcp`: the conformance tests of the Model Context Protocol against the running stack.
import { spawn } from 'node:child_process';
import { createServer, request as send, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startTestStack } from '../support/api-client.ts';

const [program = '', expectedFailures = ''] = process.argv.slice(2);
if (expectedFailures === '') throw new Error('name the program of the conformance tests and the expected failures');

/** The tests send no token, so a proxy adds one. Host and Origin pass unchanged: a test forges them. */
const startProxy = async (apiUrl: string, token: string): Promise<Server> => {
  const { hostname, port } = new URL(apiUrl);
  const proxy = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const options = { hostname, port, method, path: url, headers: { ...headers, authorization: `Bearer ${token}` } };
    const forwarded = send(options, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.writeHead(502).end());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return proxy;
};

const conformanceOf = (url: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const given = ['server', '--url', url, '--suite', 'active', '--expected-failures', expectedFailures];
    const child = spawn(process.execPath, [program, ...given], { stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code === 0));
  });

const { stack, tokens } = await startTestStack();
const proxy = await startProxy(stack.apiUrl, tokens.viewer);
try {
  const { port } = proxy.address() as AddressInfo; // it listens on a TCP port
  const isClean = await conformanceOf(`http://localhost:${port}/v1/mcp`);
  // It must be able to fail: without a token nothing is answered.
  const isRefused = !(await conformanceOf(`${stack.apiUrl}/v1/mcp`));
  if (!isRefused) process.stdout.write('the conformance tests accept a server that answers 401 to everything\n');
  process.exitCode = isClean && isRefused ? 0 : 1;
} finally {
  proxy.close();
  await stack.stop();
}
