import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { isLocalRequest } from '../http/local-request.ts';
import { signedWith } from '../iam/access-keys.ts';
import { listen, type RunningServer } from '../listen.ts';
import { handleInvocation, invokedFunction } from './invoke-function.ts';
import { ServiceException } from './service-exception.ts';

export type Operations = Readonly<Record<string, (input: unknown) => Promise<object> | object>>;

/**
 * The services behind the endpoint: JSON services by the prefix of `x-amz-target`, SNS with the query protocol, and
 * Lambda with paths.
 */
export interface Services {
  readonly json: Readonly<Record<string, Operations>>;
  readonly query: Operations;
  readonly invoke: (functionName: string, payload: unknown) => Promise<unknown>;
  /** Throws AccessDeniedException unless whoever signed the request may do this. */
  readonly authorize: Authorize;
}

export interface Authorize {
  json(accessKey: string | undefined, prefix: string, operation: string, input: unknown): void;
  query(accessKey: string | undefined, action: string, form: Readonly<Record<string, string>>): void;
  invoke(accessKey: string | undefined, functionName: string): void;
}

const errorResponse = (
  thrown: unknown,
): { readonly status: number; readonly code: string; readonly message: string } => {
  if (thrown instanceof ServiceException) return { status: 400, code: thrown.name, message: thrown.message };
  if (thrown instanceof z.ZodError)
    return { status: 400, code: 'ValidationException', message: z.prettifyError(thrown) };
  return { status: 500, code: 'InternalFailure', message: thrown instanceof Error ? thrown.message : String(thrown) };
};

const perform = async (operations: Operations | undefined, name: string, input: unknown): Promise<object> => {
  const operation = operations?.[name];
  if (operation !== undefined) return operation(input);
  throw new ServiceException('UnknownOperationException', `${name} is not supported by the embedded runtime`);
};

const handleJson = async (
  services: Services,
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const contentType = request.headers['content-type'] ?? 'application/x-amz-json-1.0';
  const send = (status: number, body: object): void => {
    response
      .writeHead(status, { 'content-type': contentType, 'x-amzn-requestid': randomUUID() })
      .end(JSON.stringify(body));
  };
  const [prefix = '', operation = ''] = target.split('.');
  try {
    const input: unknown = JSON.parse((await text(request)) || '{}');
    services.authorize.json(signedWith(request), prefix, operation, input);
    send(200, await perform(services.json[prefix], operation, input));
  } catch (thrown) {
    const { status, code, message } = errorResponse(thrown);
    send(status, { __type: code, message, Message: message });
  }
};

const xml = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const handleQuery = async (services: Services, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const send = (status: number, body: string): void => {
    response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
  };
  const form = Object.fromEntries(new URLSearchParams(await text(request)));
  const action = form['Action'] ?? '';
  try {
    services.authorize.query(signedWith(request), action, form);
    const output = await perform(services.query, action, form);
    const fields = Object.entries(output).map(([key, value]) => `<${key}>${xml(String(value))}</${key}>`);
    send(200, `<${action}Response><${action}Result>${fields.join('')}</${action}Result></${action}Response>`);
  } catch (thrown) {
    const { status, code, message } = errorResponse(thrown);
    send(
      status,
      `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${xml(message)}</Message></Error></ErrorResponse>`,
    );
  }
};

const invokeFor =
  (request: IncomingMessage, { authorize, invoke }: Services): Services['invoke'] =>
  async (functionName, payload) => {
    authorize.invoke(signedWith(request), functionName);
    return invoke(functionName, payload);
  };

/** The name under which functions call Step Functions, and the prefix that the SDK puts before it. */
const sdkHosts = ['aws.localhost', 'sync-aws.localhost'];

const refuseWebPage = (response: ServerResponse): void => {
  response
    .writeHead(403, { 'content-type': 'application/json' })
    .end('{"__type":"AccessDeniedException","message":"a web page may not call the local AWS services"}');
};

/** Starts one loopback server for every AWS service but DynamoDB. The real SDK clients call it. */
export const startEndpoint = (services: Services): Promise<RunningServer> =>
  listen(
    createServer((request, response) => {
      const isFromPage = request.headers.origin !== undefined;
      if (isFromPage || !isLocalRequest(request, sdkHosts)) return refuseWebPage(response);
      const target = request.headers['x-amz-target'];
      const functionName = invokedFunction(request);
      const handled =
        typeof target === 'string'
          ? handleJson(services, target, request, response)
          : functionName === undefined
            ? handleQuery(services, request, response)
            : handleInvocation(functionName, invokeFor(request, services), request, response);
      handled.catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
    }),
    0,
  );
