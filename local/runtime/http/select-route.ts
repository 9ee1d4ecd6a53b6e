export interface Route {
  /** `GET /a/{b}`, `ANY /{proxy+}` or `$default`. */
  readonly routeKey: string;
  readonly functionArn: string;
  readonly timeoutMilliseconds: number;
  readonly authorizer?: {
    readonly id: string;
    readonly functionArn: string;
    readonly identitySources: readonly string[];
  };
}

export interface RouteMatch {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

const segmentsOf = (path: string): readonly string[] => path.split('/').slice(1);

/** The decoded path parameters; undefined when the path does not match the pattern. */
const matchPath = (pattern: string, path: string): Record<string, string> | undefined => {
  const patternSegments = segmentsOf(pattern);
  const pathSegments = segmentsOf(path);
  const parameters: Record<string, string> = {};
  for (const [index, segment] of patternSegments.entries()) {
    const greedy = /^\{(\w+)\+\}$/.exec(segment)?.[1];
    const rest = pathSegments.slice(index).join('/');
    if (greedy !== undefined) {
      return rest === '' ? undefined : { ...parameters, [greedy]: decodeURIComponent(rest) };
    }
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    const value = pathSegments[index];
    if (value === undefined || value === '') {
      if (segment === value) continue;
      return undefined;
    }
    if (name !== undefined) parameters[name] = decodeURIComponent(value);
    else if (segment !== decodeURIComponent(value)) return undefined;
  }
  return pathSegments.length === patternSegments.length ? parameters : undefined;
};

/**
 * A sort key that is smaller for more specific routes: from left to right, literals before parameters before greedy
 * ones; a method before ANY.
 */
const specificity = (routeKey: string): string => {
  if (routeKey === '$default') return '9';
  const [method = '', path = ''] = routeKey.split(' ');
  const ranks = segmentsOf(path).map((segment) =>
    /^\{\w+\+\}$/.test(segment) ? '2' : segment.startsWith('{') ? '1' : '0',
  );
  return `${ranks.join('')}${method === 'ANY' ? '1' : '0'}`;
};

/** Finds the route as API Gateway does: the most specific match of method and path, else `$default`. */
export const selectRoute = (routes: readonly Route[], method: string, path: string): RouteMatch | undefined => {
  const matches = routes.flatMap((route): RouteMatch[] => {
    if (route.routeKey === '$default') return [{ route, pathParameters: {} }];
    const [routeMethod = '', pattern = ''] = route.routeKey.split(' ');
    if (routeMethod !== 'ANY' && routeMethod !== method) return [];
    const pathParameters = matchPath(pattern, path);
    return pathParameters === undefined ? [] : [{ route, pathParameters }];
  });
  return matches.toSorted((a, b) => (specificity(a.route.routeKey) < specificity(b.route.routeKey) ? -1 : 1))[0];
};
