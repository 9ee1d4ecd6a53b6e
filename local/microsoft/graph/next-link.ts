import type { GraphCall } from './graph-resource.ts';
import type { Query } from './query.ts';

/** A skip token: opaque to the caller, it encodes the position at which the page begins. */
const tokenOf = (position: number): string =>
  Buffer.from(`vm1:${position}:${(position * 2_654_435_761) % 4_294_967_296}`).toString('base64url');
export const skipPosition = (query: Query): number | undefined => {
  if (query.skiptoken === undefined) return query.skip ?? 0;
  const [prefix, position] = Buffer.from(query.skiptoken, 'base64url').toString('utf8').split(':');
  const number = Number(position);
  return prefix === 'vm1' && query.skiptoken === tokenOf(number) ? number : undefined;
};

/** The next link of a page. Option names keep their dollar sign unencoded, as in Graph's own links. */
export const nextLink = (call: GraphCall, position: number): string => {
  const kept = [...call.query.raw].filter(([name]) => name !== '$skiptoken' && name !== '$skip');
  const search = [...kept, ['$skiptoken', tokenOf(position)]]
    .map(([name, value]) => `${name ?? ''}=${encodeURIComponent(value ?? '')}`)
    .join('&');
  return `https://graph.microsoft.com/${call.version}${call.path}?${search}`;
};
