import './silent-logs.ts';
import { vi } from 'vitest';
import type { z } from 'zod';
import type { ApiContract } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { apiHandler } from '#shared/lambda/api-handler.ts';
import type { ApiUseCase } from '#shared/lambda/open-api-handler.ts';
import { authorizerContext, callHandler, type TestRequest } from './gateway-request.ts';

export interface ApiCall extends Omit<TestRequest, 'context'> {
  /** The caller. Default: an unauthenticated request. */
  readonly as?: MemberScope;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: the JSON of any answer; each test asserts what it expects
  readonly body: any;
  readonly text: string;
}

/** Calls the handler of a resource as the gateway does, with the dependencies of a test. */
export const apiCaller = <Env extends z.ZodObject, const Operations extends ApiContract['operations'], Deps>(
  contract: ApiContract<Env, Operations>,
  useCases: { readonly [Name in keyof Operations]: ApiUseCase<Operations[Name], Deps> },
  deps: Deps,
) => {
  for (const name of Object.keys(contract.environment.shape))
    vi.stubEnv(name, name.endsWith('_DAYS') ? '90' : `${name.toLowerCase()}/`);
  const call = callHandler(apiHandler(contract, () => deps, useCases));
  return ({ as: caller, ...request }: ApiCall): Promise<ApiAnswer> =>
    call({
      ...request,
      context:
        caller === undefined
          ? { refusal: 'Unauthenticated', detail: 'no token was sent' }
          : authorizerContext({ ...caller }),
    });
};
