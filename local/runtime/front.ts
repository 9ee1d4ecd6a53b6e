import { createServer, type RequestListener } from 'node:http';
import { controlPrefix } from './http/control.ts';
import { listen, type RunningServer } from './listen.ts';

/** API Gateway's limit on the request line and headers together. */
const headerLimitBytes = 10_240;

/** The server of one HTTP API. It listens before the API is known, because the templates may ask for its address. */
export interface Front extends RunningServer {
  serve(api: RequestListener, control: RequestListener): void;
}

const starting: RequestListener = (_request, response) => {
  response
    .writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' })
    .end('{"message":"Service Unavailable"}');
};

export const openFront = async (port: number): Promise<Front> => {
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
