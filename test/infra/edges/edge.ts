import type { Resource } from '#local/runtime/assembly/resources.ts';
import type { RequestContext } from '#local/runtime/iam/condition-operators.ts';
import type { Call, Caller } from '#local/runtime/iam/evaluate.ts';
import { account } from './stage-resources.ts';

/** One call from one service to another that the templates imply. */
export interface Edge {
  /** `from → to`, as a person calls them. */
  readonly name: string;
  readonly from: Resource;
  readonly call: Call;
}

const kindOf = ({ type }: Resource): string =>
  (type.split('::').at(-1) ?? type).replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();

export const nameOf = (resource: Resource): string => `${kindOf(resource)} ${resource.name}`;

export const byService = (name: string): Caller => ({ is: 'service', name: `${name}.amazonaws.com` });

export const byRole = (arn: unknown): Caller => ({ is: 'role', arn: String(arn), account });

/** What CloudWatch, API Gateway and others tell of the resource on whose behalf they call. */
export const onBehalfOf = (sourceArn: string): RequestContext => ({
  'aws:sourcearn': [sourceArn],
  'aws:sourceaccount': [account],
});

interface Calls {
  readonly from: Resource;
  /** The target for people; by default the resource. */
  readonly to: Resource | string;
  readonly caller: Caller;
  readonly actions: readonly string[];
  /** ARN of what the actions are about; by default that of `to`. */
  readonly resource?: string;
  readonly context?: RequestContext;
}

/** One edge for each action. Every call of AWS uses TLS. */
export const edges = ({ from, to, caller, actions, resource, context = {} }: Calls): Edge[] =>
  actions.map((action) => ({
    name: `${nameOf(from)} → ${typeof to === 'string' ? to : nameOf(to)}`,
    from,
    call: {
      caller,
      action,
      resource: resource ?? (typeof to === 'string' ? '*' : to.arn),
      context: { 'aws:securetransport': ['true'], ...context },
    },
  }));
