import type { GraphRequest } from '#shared/surfaces/define-surface.ts';

/** Encoded, except for characters that are legal in a URL and make a request log readable. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll('%40', '@').replaceAll('%2C', ',').replaceAll('%3A', ':');

const segment = (template: string, name: string, params: GraphRequest['params']): string => {
  const value = params?.[name];
  if (value === undefined || value.trim() === '' || /^\.+$/.test(value)) {
    throw new Error(`"${template}" requires a value for {${name}} that is valid in a path`);
  }
  return encoded(value);
};

/** The path below the version with its parameters encoded, so that no value can leave its path segment. */
export const requestPath = ({ path, params }: GraphRequest): string => {
  if (!/^\/[^?#%\\]*$/.test(path) || path.split('/').some((part) => /^\.+$/.test(part))) {
    throw new Error(`"${path}" is not a path template`);
  }
  return path.replace(/\{([^{}]*)\}/g, (_, name: string) => segment(path, name, params));
};

const queryOf = ({ query = {} }: GraphRequest): string => {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encoded(value)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
};

/** The path and query below the version, as `$batch` takes it. */
export const relativeUrl = (request: GraphRequest): string => `${requestPath(request)}${queryOf(request)}`;

export const absoluteUrl = (graphOrigin: string, request: GraphRequest): string =>
  `${graphOrigin}/${request.version ?? 'v1.0'}${relativeUrl(request)}`;
