import { createServer, type RequestListener } from 'node:http';
import type { Assembly } from './assembly/read-assembly.ts';
import { controlPrefix } from './http/control.ts';
import { listen, type RunningServer } from './listen.ts';
import type { Teardown } from './teardown.ts';

/** API Gateway's limit on the request line and headers together. */
const headerLimitBytes = 10_240;

/** The server of one HTTP API. It listens before the API is loaded, because templates may refer to its address. */
export interface ApiServer extends RunningServer {
  serve(api: RequestListener, control: RequestListener): void;
}

const starting: RequestListener = (_request, response) => {
  response
    .writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' })
    .end('{"message":"Service Unavailable"}');
};

const startApiServer = async (port: number): Promise<ApiServer> => {
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

/** Starts a server for every HTTP API, by the API's logical id. The first API gets the given port. */
export const startApiServers = async (
  assembly: Assembly,
  port: number,
  teardown: Teardown,
): Promise<Map<string, ApiServer>> => {
  const apiServers = new Map<string, ApiServer>();
  for (const { template } of assembly.stacks) {
    for (const [logicalId, { Type }] of Object.entries(template.Resources)) {
      if (Type !== 'AWS::ApiGatewayV2::Api') continue;
      const apiServer = await startApiServer(apiServers.size === 0 ? port : 0);
      teardown.add(apiServer.stop);
      apiServers.set(logicalId, apiServer);
    }
  }
  return apiServers;
};
