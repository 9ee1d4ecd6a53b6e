import createClient, { type Client } from 'openapi-fetch';
import { ProblemError } from './problem-error.ts';
import { type RetryOptions, retryingFetch } from './retrying-fetch.ts';
import type { paths } from './schema.ts';

export interface ClientOptions {
  /** The address of the API, with or without `/v1`. */
  readonly baseUrl: string;
  /** An access token, or what returns one for each request, such as a session that renews it. */
  readonly token: string | (() => string | Promise<string>);
  /** Default: 4 attempts, no wait of more than 60 seconds. */
  readonly retry?: Partial<RetryOptions>;
  /** How long one attempt may take. Default: 60 seconds. */
  readonly timeoutSeconds?: number;
  readonly fetch?: (request: Request) => Promise<Response>;
}

export type VectisClient = Client<paths>;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/**
 * A client with one method for each HTTP method, typed by path: `await data(vectis.GET('/v1/book/customers'))`.
 * A refused request throws a `ProblemError`. 429 and 503 are repeated as `Retry-After` says; each POST gets an
 * `Idempotency-Key`, so that a repeated one is answered once.
 */
export const vectisClient = ({
  baseUrl,
  token,
  retry = {},
  timeoutSeconds = 60,
  ...given
}: ClientOptions): VectisClient => {
  const send = given.fetch ?? ((request: Request) => fetch(request));
  const client = createClient<paths>({
    baseUrl: baseUrl.replace(/\/$/, '').replace(/\/v1$/, ''),
    // Several values of one parameter are separated by commas.
    querySerializer: { array: { style: 'form', explode: false } },
    fetch: retryingFetch(
      (request) => send(new Request(request, { signal: AbortSignal.timeout(timeoutSeconds * 1000) })),
      {
        maxAttempts: 4,
        maxWaitSeconds: 60,
        wait: pause,
        now: Date.now,
        ...retry,
      },
    ),
  });
  client.use({
    async onRequest({ request }) {
      request.headers.set('authorization', `Bearer ${typeof token === 'string' ? token : await token()}`);
      if (request.method === 'POST' && !request.headers.has('idempotency-key'))
        request.headers.set('idempotency-key', crypto.randomUUID());
      return request;
    },
    async onResponse({ response }) {
      if (!response.ok && response.status !== 304) throw await ProblemError.of(response);
    },
  });
  return client;
};

/** The body of an answer. A refused request has thrown before. */
export const data = async <Body>(answer: Promise<{ data?: Body; response: Response }>): Promise<Body> => {
  const { data: body, response } = await answer;
  if (body === undefined) throw new ProblemError(response.status, undefined);
  return body;
};

type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;
type ItemOf<Body> = Body extends { items: (infer Item)[]; nextCursor: string | null } ? Item : never;

/** The paths whose answer is a page of a list. */
export type ListPath = { [Path in keyof paths]: [ItemOf<Answer<Path>>] extends [never] ? never : Path }[keyof paths];
type Parameters<Path extends ListPath> = paths[Path] extends { get: { parameters: infer Given } }
  ? { [Part in keyof Given as Part extends 'path' | 'query' ? Part : never]: Given[Part] }
  : never;

interface UntypedPage {
  readonly items: readonly unknown[];
  readonly nextCursor: string | null;
}
type UntypedGet = (
  path: string,
  init: { params: { path?: unknown; query?: object } },
) => Promise<{ data?: UntypedPage; response: Response }>;

/**
 * Every item of a list; a page is requested when its items are needed:
 * `for await (const finding of everyItem(vectis, '/v1/findings'))`.
 */
export async function* everyItem<Path extends ListPath>(
  client: VectisClient,
  path: Path,
  params?: Parameters<Path>,
): AsyncGenerator<ItemOf<Answer<Path>>, void, undefined> {
  // `GET` is typed by path; here the path is one of many. `ListPath` proves that its answer is a page.
  const get = client.GET as unknown as UntypedGet;
  const { path: within, query }: { path?: unknown; query?: object } = params ?? {};
  let cursor: string | null = null;
  do {
    const pageQuery: object = { limit: 200, ...query, ...(cursor === null ? {} : { cursor }) };
    const page: UntypedPage = await data(get(path, { params: { path: within, query: pageQuery } }));
    yield* page.items as readonly ItemOf<Answer<Path>>[];
    cursor = page.nextCursor;
  } while (cursor !== null);
}
