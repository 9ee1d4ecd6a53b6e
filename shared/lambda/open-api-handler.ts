import middy from '@middy/core';
import type { z } from 'zod';
import type { ApiAnswer, ApiContract, ApiRequest, Operation } from '#shared/contract/function-contract.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { KeyedRequest } from './answer-once.ts';
import { callerOf } from './caller.ts';
import { isPreflight } from './cors-headers.ts';
import { corsMiddleware } from './cors-middleware.ts';
import { findOperation } from './find-operation.ts';
import { toAnswer } from './gateway-answer.ts';
import { type GatewayAnswer, GatewayEvent, originOf } from './gateway-event.ts';
import { parseRequest, refuseUnacceptable } from './parse-request.ts';
import { problemDetails } from './problem-details.ts';
import { requestMetrics } from './request-metrics.ts';
import { type Wire, wireOnce } from './wiring.ts';

/** Before the Lambda times out, which would be answered by API Gateway with a message that says nothing. */
const reserveMilliseconds = 500;

const refuseInTime = (): never => {
  throw new AppError('OutOfTime', 'the request could not be answered in time; try again later');
};

type CallerOf<Op extends Operation> = Op['ability'] extends 'public' ? undefined : MemberScope;

/** The use case of a route. */
export type ApiUseCase<Op extends Operation, Deps> = (
  request: ApiRequest<Op, CallerOf<Op>>,
  deps: Deps,
) => Promise<ApiAnswer<Op>>;

export type UseCases<Operations extends Readonly<Record<string, Operation>>, Deps> = {
  readonly [Name in keyof Operations]: ApiUseCase<Operations[Name], Deps>;
};

/** Gives a request with an `Idempotency-Key` its one answer. */
type AnswerOnce = (keyed: KeyedRequest, answer: () => Promise<GatewayAnswer>) => Promise<GatewayAnswer>;

/**
 * The Lambda handler of one API resource: it finds the operation and the caller, refuses what the role does not allow
 * or the contract does not describe, runs the use case and checks its response against the contract. Every failure
 * becomes problem details.
 */
export const openApiHandler = <
  Env extends z.ZodObject,
  const Operations extends Readonly<Record<string, Operation>>,
  Deps,
>(
  contract: ApiContract<Env, Operations>,
  wire: Wire<Env, Deps>,
  useCases: UseCases<Operations, Deps>,
  answerOnce: AnswerOnce,
) => {
  const deps = wireOnce(contract, wire);
  // Each use case gets the values that the schemas of its own operation parsed. The type of `useCases` expresses that;
  // this erased type cannot.
  const erased = useCases as Readonly<Record<string, (request: unknown, deps: Deps) => Promise<ApiAnswer<Operation>>>>;
  const run = async (input: unknown): Promise<GatewayAnswer> => {
    const event = GatewayEvent.parse(input);
    if (isPreflight(event)) return { statusCode: 204, headers: {} };
    const found = findOperation(contract.operations, event);
    const useCase = found && erased[found.name];
    if (!found || !useCase) throw new AppError('NotFound', 'there is no such route');
    const { name, operation } = found;
    const caller = callerOf(event, operation);
    const { requestId } = event.requestContext;
    const origin = originOf(event);
    refuseUnacceptable(operation, event);
    const request = parseRequest(operation, event);
    const answer = async (): Promise<GatewayAnswer> => {
      const response = await useCase({ ...request, caller, requestId, origin }, await deps());
      if (response.csv !== undefined) return toAnswer(operation, event, response);
      return toAnswer(operation, event, { ...response, body: operation.response.body?.parse(response.body) });
    };
    if (event.headers['idempotency-key'] === undefined) return answer();
    return answerOnce({ contract, name, operation, event, caller, request }, answer);
  };
  return middy(run, { timeoutEarlyInMillis: reserveMilliseconds, timeoutEarlyResponse: refuseInTime })
    .use(requestMetrics(contract))
    .use(corsMiddleware())
    .use(problemDetails());
};
