import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absoluteUrl, requestPath } from '#shared/microsoft/request-url.ts';

const graph = 'https://graph.microsoft.com';

describe('a request URL', () => {
  it('has a version, and its parameters and query are encoded', () => {
    const request = {
      path: '/users/{who}/messages/{id}',
      params: { who: 'o’neil+x@msp.example', id: 'AA/+==' },
      query: { $filter: "startswith(subject,'a&b=c#d')", $select: 'id,subject' },
      version: 'beta',
    } as const;
    const url = new URL(absoluteUrl(graph, request));
    expect(url.pathname).toBe('/beta/users/o%E2%80%99neil%2Bx@msp.example/messages/AA%2F%2B%3D%3D');
    expect(url.searchParams.get('$filter')).toBe("startswith(subject,'a&b=c#d')");
    expect(url.search).toContain('$select=id,subject');
    expect(url.hash).toBe('');
  });

  it('keeps every parameter within its path segment', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        const request = { path: '/users/{id}/messages', params: { id } };
        if (id.trim() === '' || /^\.+$/.test(id)) {
          expect(() => absoluteUrl(graph, request)).toThrow('is valid in a path');
          return;
        }
        const url = new URL(absoluteUrl(graph, request));
        expect(url.origin).toBe(graph);
        expect(url.pathname.split('/')).toHaveLength(5);
        expect(decodeURIComponent(url.pathname.split('/')[3] ?? '')).toBe(id);
        expect(url.search).toBe('');
      }),
    );
  });

  it.each([
    'users',
    'https://graph.microsoft.com/users',
    '/users?$top=1',
    '/users/../me',
    '/users/%2e%2e/me',
    '/users#x',
    '/a\\b',
  ])('is not built from %s', (path) => {
    expect(() => requestPath({ path })).toThrow('not a path template');
  });

  it('requires every parameter', () => {
    expect(() => requestPath({ path: '/users/{id}' })).toThrow('{id}');
  });
});
