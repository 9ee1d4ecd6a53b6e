import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { FunctionError } from '../functions/function-error.ts';
import { ServiceException } from './service-exception.ts';

/** The path of an invocation. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const invocation = /^\/2015-03-31\/functions\/(?<name>[^/]+)\/invocations$/;

export const invokedFunction = ({ method, url = '' }: IncomingMessage): string | undefined => {
  const { pathname } = new URL(url, 'http://aws.local');
  const name = method === 'POST' ? invocation.exec(pathname)?.groups?.['name'] : undefined;
  return name === undefined ? undefined : decodeURIComponent(name);
};

/** Lambda's synchronous Invoke. */
export const handleInvocation = async (
  functionName: string,
  invoke: (name: string, payload: unknown) => Promise<unknown>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const send = (status: number, body: unknown, headers: Record<string, string> = {}): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
  try {
    const payload: unknown = JSON.parse((await text(request)) || 'null');
    send(200, await invoke(functionName, payload));
  } catch (error) {
    if (error instanceof ServiceException)
      return send(403, { Message: error.message }, { 'x-amzn-errortype': error.name });
    if (!(error instanceof FunctionError)) return send(500, { Message: String(error) });
    const { errorType, errorMessage } = error.failure;
    if (errorType === 'Lambda.ResourceNotFoundException')
      return send(404, { Message: errorMessage }, { 'x-amzn-errortype': 'ResourceNotFoundException' });
    send(200, { errorType, errorMessage }, { 'x-amz-function-error': 'Unhandled' });
  }
};
