import type { Operation } from '#shared/contract/function-contract.ts';
import type { GatewayEvent } from './gateway-event.ts';

/** The path parameters of a route: `{messageId}`, `{proxy+}`. */
const parametersIn = (route: string): string =>
  [...route.matchAll(/\{([^{}+]+)\+?\}/g)]
    .map((match) => match[1] ?? '')
    .toSorted((a, b) => (a < b ? -1 : 1))
    .join();
const methodOf = (route: string): string => route.slice(0, route.indexOf(' '));

/**
 * The operation of a request, if any. Where the route of API Gateway is not one that the contract names, it is the only
 * operation with that method and those path parameters.
 */
export const findOperation = (
  operations: Readonly<Record<string, Operation>>,
  event: GatewayEvent,
): { readonly name: string; readonly operation: Operation } | undefined => {
  const all = Object.entries(operations).map(([name, operation]) => ({ name, operation }));
  const exact = all.find(({ operation }) => operation.route === event.routeKey);
  if (exact) return exact;
  const alike = all.filter(
    ({ operation: { route } }) =>
      methodOf(route) === methodOf(event.routeKey) && parametersIn(route) === parametersIn(event.routeKey),
  );
  return alike.length === 1 ? alike[0] : undefined;
};
