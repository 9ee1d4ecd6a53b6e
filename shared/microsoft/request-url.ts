import type { GraphRequest } from '#shared/surfaces/define-surface.ts';

/** Readable in a request log, and legal where they stand. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll('%40', '@').replaceAll('%2C', ',').replaceAll('%3A', ':');

const segment = (template: string, name: string, params: GraphRequest['params']): string => {
  const value = params?.[name];
  if (value === undefined || value.trim() === '' || /^\.+$/.test(value)) {
    throw new Error(`"${template}" wants a value for {${name}} that can stand in a path`);
  }
  return encoded(value);
};

/** The path below the version, parameters filled in and encoded: none of them can leave its segment. */
export const requestPath = ({ path, params }: GraphRequest): string => {
  if (!/^\/[^?#%\\]*$/.test(path) || path.split('/').some((part) => /^\.+$/.test(part))) {
    throw new Error(`"${path}" is no path template`);
  }
  return path.replace(/\{([^}]*)\}/g, (_, name: string) => segment(path, name, params));
};

const queryOf = ({ query = {} }: GraphRequest): string => {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encoded(value)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
};

/** Below the version, as a batch wants it. */
export const relativeUrl = (request: GraphRequest): string => `${requestPath(request)}${queryOf(request)}`;

export const absoluteUrl = (graphOrigin: string, request: GraphRequest): string =>
  `${graphOrigin}/${request.version ?? 'v1.0'}${relativeUrl(request)}`;
