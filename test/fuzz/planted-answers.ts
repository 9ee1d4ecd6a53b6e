import type { HttpResponse, OutgoingRequest, Transport } from '#shared/microsoft/origins.ts';

/** What is planted into one answer of Microsoft. */
export type Planting =
  /** One entry of a list is no record at all, or has a field of another type. */
  | { readonly kind: 'odd-record' | 'odd-field'; readonly list: number; readonly entry: number; readonly field: number }
  /** The request of one object fails for good, alone and within a batch. */
  | { readonly kind: 'broken-object'; readonly path: string };

/** A list in the answers of Microsoft: the path of its request, and its entries. */
export interface SeenList {
  readonly path: string;
  readonly entries: readonly unknown[];
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const pathOf = (url: string): string =>
  new URL(url, 'https://graph.microsoft.com').pathname.replace(/^\/(v1\.0|beta)/, '');

const isReport = (url: string): boolean => new URL(url).hostname.endsWith('.office.com');

/** Objects that a surface reads one after the other, without a batch. */
const isObjectPath = /^\/groups\/[^/]+\/transitiveMembers$|\/appRoleAssignedTo$|^\/policies\//;

/** No documented field is a list of lists. */
const odd: unknown = [[]];

const withOddField = (entry: unknown, field: number): unknown => {
  if (!isObject(entry)) return odd;
  const names = Object.keys(entry).filter((name) => !name.startsWith('@odata'));
  const name = names[field % Math.max(1, names.length)];
  return name === undefined ? odd : { ...entry, [name]: odd };
};

const broken = { error: { code: 'InternalServerError', message: 'An internal server error occurred.' } };

/**
 * A transport that plants something into the answers of another one. It records the lists and the objects that pass, so
 * that a first read shows what can be planted where.
 */
export const plantingTransport = (transport: Transport) => {
  let planting: Planting | undefined;
  let planted = 0;
  let lists: SeenList[] = [];
  let objects: string[] = [];

  const plantIntoList = (value: readonly unknown[]): readonly unknown[] => {
    if (planting === undefined || planting.kind === 'broken-object' || planting.list !== lists.length - 1) return value;
    const { kind, entry, field } = planting;
    planted += 1;
    return value.map((each, at) =>
      at !== entry % value.length ? each : kind === 'odd-record' ? odd : withOddField(each, field),
    );
  };

  const plantInto = (path: string, body: unknown): unknown => {
    if (!isObject(body) || !Array.isArray(body['value'])) return body;
    const { value } = body as { value: readonly unknown[] };
    if (value.length === 0) return body;
    lists.push({ path, entries: value });
    return { ...body, value: plantIntoList(value) };
  };

  /** Writes no day where a row of a report has one. */
  const plantIntoReport = (path: string, text: string): string => {
    const [columns = '', ...rows] = text.trimEnd().split('\n');
    if (rows.length === 0) return text;
    lists.push({ path, entries: rows });
    if (planting === undefined || planting.kind === 'broken-object' || planting.list !== lists.length - 1) return text;
    const { entry } = planting;
    planted += 1;
    const oddRows = rows.map((row, at) => (at === entry % rows.length ? row.replace(/\d{4}-\d\d-\d\d/g, 'odd') : row));
    return [columns, ...oddRows].join('\n');
  };

  const isBroken = (path: string): boolean => planting?.kind === 'broken-object' && planting.path === path;

  const plantIntoBatch = (request: OutgoingRequest, body: Json): unknown => {
    const { requests } = JSON.parse(request.body ?? '{}') as { requests: { id: string; url: string }[] };
    const responses = body['responses'] as { id: string; status: number; body: unknown }[];
    return {
      ...body,
      responses: responses.map((response) => {
        const path = pathOf(requests.find(({ id }) => id === response.id)?.url ?? '');
        objects.push(path);
        if (!isBroken(path)) return response;
        planted += 1;
        return { id: response.id, status: 500, headers: {}, body: broken };
      }),
    };
  };

  const send: Transport = async (request) => {
    const path = pathOf(request.url);
    const response: HttpResponse = await transport(request);
    if (isReport(request.url)) return { ...response, text: plantIntoReport(path, response.text) };
    if (response.status !== 200 || !response.text.startsWith('{')) return response;
    const body: unknown = JSON.parse(response.text);
    if (path === '/$batch' && isObject(body))
      return { ...response, text: JSON.stringify(plantIntoBatch(request, body)) };
    if (isObjectPath.test(path)) objects.push(path);
    if (isBroken(path)) {
      planted += 1;
      return { status: 500, headers: new Headers(), text: JSON.stringify(broken) };
    }
    return { ...response, text: JSON.stringify(plantInto(path, body)) };
  };

  return {
    send,
    /** Begins a read in which this is planted. */
    begin(next: Planting | undefined): void {
      planting = next;
      planted = 0;
      lists = [];
      objects = [];
    },
    planted: () => planted,
    seen: () => ({ lists: [...lists], objects: [...new Set(objects)] }),
  };
};
