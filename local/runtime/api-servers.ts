import { createServer, type RequestListener } from 'node:http';
import type { Assembly } from './assembly/read-assembly.ts';
import { controlPrefix } from './http/control.ts';
import { listen, type RunningServer } from './listen.ts';
import type { Teardown } from './teardown.ts';

/** API Gateway's limit on the request line and headers together. */
const headerLimitBytes = 10_240;

/** The server of one HTTP API. It listens before the API is known, because the templates may ask for its address. */
export interface ApiServer extends RunningServer {
  serve(api: RequestListener, control: RequestListener): void;
}

const starting: RequestListener = (_request, response) => {
  response
    .writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' })
    .end('{"message":"Service Unavailable"}');
};

const openFront = async (port: number): Promise<ApiServer> => {
  let [api, control] = [starting, starting];
  const server = createServer({ maxHeaderSize: headerLimitBytes }, (request, response) => {
    const listener = request.url?.startsWith(controlPrefix) === true ? control : api;
    listener(request, response);
  });
  const running = await listen(server, port);
  return {
    ...running,
    serve: (givenApi, givenControl) => {
      [api, control] = [givenApi, givenControl];
    },
  };
};

/** A server for every HTTP API, by the API's logical id. The first gets the port that was asked for. */
export const startApiServers = async (
  assembly: Assembly,
  port: number,
  undo: Teardown,
): Promise<Map<string, ApiServer>> => {
  const fronts = new Map<string, ApiServer>();
  for (const { template } of assembly.stacks) {
    for (const [logicalId, { Type }] of Object.entries(template.Resources)) {
      if (Type !== 'AWS::ApiGatewayV2::Api') continue;
      const front = await openFront(fronts.size === 0 ? port : 0);
      undo.add(front.stop);
      fronts.set(logicalId, front);
    }
  }
  return fronts;
};
