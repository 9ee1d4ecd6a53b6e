import type { DeploymentTarget } from '../assembly/identity.ts';
import type { Resources } from '../assembly/resources.ts';
import { ServiceException } from '../aws/service-exception.ts';
import type { RequestContext } from './condition-operators.ts';
import { type Caller, decide, type Decision } from './evaluate.ts';
import { policyIndex } from './policy-index.ts';

/** Who makes a call and, for a service, on whose behalf. */
export type CallerOf = { readonly roleArn: string } | { readonly service: string; readonly sourceArn: string };

/** Refuses what no policy of the templates allows. */
export interface Authorizer {
  /** Throws AccessDeniedException, with the reason, unless the call is allowed. */
  demand(caller: CallerOf, action: string, resourceArn: string): void;
  /** As `demand`, for a message to a topic: the key of an encrypted topic is needed too. */
  demandPublish(caller: CallerOf, topicArn: string): void;
  /** As `demand` and `demandPublish`, for callers without an error to pass on. */
  allows(caller: CallerOf, action: string, resourceArn: string): boolean;
  allowsPublish(caller: CallerOf, topicArn: string): boolean;
  /** Throws unless the service may assume the role for the resource. */
  demandTrust(service: string, roleArn: string, sourceArn: string): void;
}

interface AuthorizerSettings {
  readonly resources: Resources;
  readonly deployment: DeploymentTarget;
  /** Called for each refusal, because not every caller has somebody who sees the error. */
  readonly onRefusal: (message: string) => void;
}

const describeCaller = (caller: CallerOf): string =>
  'roleArn' in caller ? caller.roleArn : `${caller.service}.amazonaws.com for ${caller.sourceArn}`;

/** Resources such as executions are new ones again and again, so decisions are not kept without a limit. */
const keptDecisions = 10_000;

/** Decides calls by the policies of the templates. Equal calls are decided once. */
export const openAuthorizer = ({ resources, deployment, onRefusal }: AuthorizerSettings): Authorizer => {
  const { account } = deployment;
  const policies = policyIndex(resources);
  const decided = new Map<string, Decision>();
  const keysOfTopics = new Map(
    resources.ofType('AWS::SNS::Topic').flatMap(({ arn, properties: { KmsMasterKeyId: id } }) => {
      const key = resources.ofType('AWS::KMS::Key').find((one) => one.arn === id || one.name === id);
      return key === undefined ? [] : [[arn, key.arn] as const];
    }),
  );

  const decisionOn = (caller: CallerOf, action: string, resource: string): Decision => {
    const isTrust = action === 'sts:AssumeRole';
    const who: Caller =
      'roleArn' in caller
        ? { is: 'role', arn: caller.roleArn, account }
        : { is: 'service', name: `${caller.service}.amazonaws.com` };
    const context: RequestContext = {
      'aws:securetransport': ['true'],
      ...('roleArn' in caller ? {} : { 'aws:sourceaccount': [account], 'aws:sourcearn': [caller.sourceArn] }),
    };
    const applying = isTrust ? policies.trustOf(resource) : policies.policiesFor(who, resource);
    return decide({ caller: who, action, resource, context }, applying);
  };

  const demand: Authorizer['demand'] = (caller, action, resource) => {
    const key = `${describeCaller(caller)} ${action} ${resource}`;
    const decision = decided.get(key) ?? decisionOn(caller, action, resource);
    if (decided.size >= keptDecisions) decided.clear();
    decided.set(key, decision);
    if (decision.allowed) return;
    const message = `${describeCaller(caller)} is not authorized to perform ${action} on ${resource}: ${decision.reason}`;
    onRefusal(message);
    throw new ServiceException('AccessDeniedException', message);
  };

  const demandPublish: Authorizer['demandPublish'] = (caller, topicArn) => {
    demand(caller, 'sns:Publish', topicArn);
    const key = keysOfTopics.get(topicArn);
    if (key === undefined) return;
    for (const action of ['kms:GenerateDataKey', 'kms:Decrypt']) demand(caller, action, key);
  };

  return {
    demand,
    demandPublish,
    allows: (caller, action, resource) => succeeds(() => demand(caller, action, resource)),
    allowsPublish: (caller, topicArn) => succeeds(() => demandPublish(caller, topicArn)),
    demandTrust: (service, roleArn, sourceArn) => demand({ service, sourceArn }, 'sts:AssumeRole', roleArn),
  };
};

const succeeds = (demand: () => void): boolean => {
  try {
    demand();
    return true;
  } catch (error) {
    if (error instanceof ServiceException) return false;
    throw error;
  }
};
