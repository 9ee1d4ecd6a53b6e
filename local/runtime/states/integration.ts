/** The service call that a Task's `Resource` names. */
export type Integration =
  | { readonly is: 'function'; readonly arn: string }
  | { readonly is: 'invoke' }
  | { readonly is: 'dynamodb'; readonly action: string; readonly errorPrefix: 'DynamoDB' | 'DynamoDb' }
  | { readonly is: 'startExecution'; readonly pattern: 'request' | 'sync' | 'sync:2' }
  | { readonly is: 'service'; readonly service: 'sfn' | 'sns' | 'eventbridge'; readonly action: string };

const optimized = /^arn:aws[\w-]*:states:::(?<service>[a-z]+):(?<action>\w+)(?<pattern>\.sync(?::2)?)?$/;
const sdk = /^arn:aws[\w-]*:states:::aws-sdk:(?<service>[a-z]+):(?<action>\w+)$/;
const dynamodbActions = ['getItem', 'putItem', 'updateItem', 'deleteItem'];
const sfnActions = ['startSyncExecution', 'startExecution', 'describeExecution', 'stopExecution'];

const optimizedIntegration = (
  service: string,
  action: string,
  pattern: string | undefined,
): Integration | undefined => {
  if (service === 'lambda' && action === 'invoke' && pattern === undefined) return { is: 'invoke' };
  if (service === 'dynamodb' && dynamodbActions.includes(action)) {
    return { is: 'dynamodb', action, errorPrefix: 'DynamoDB' };
  }
  if (service === 'states' && action === 'startExecution') {
    return {
      is: 'startExecution',
      pattern: pattern === undefined ? 'request' : pattern === '.sync' ? 'sync' : 'sync:2',
    };
  }
  if (service === 'sns' && action === 'publish') return { is: 'service', service: 'sns', action };
  if (service === 'events' && action === 'putEvents') return { is: 'service', service: 'eventbridge', action };
  return undefined;
};

/**
 * Parses a `Resource`; undefined when this runtime does not support it, which is an error at the start of the stack.
 */
export const integrationOf = (resource: string): Integration | undefined => {
  if (/^arn:aws[\w-]*:lambda:[^:]+:\d+:function:/.test(resource)) return { is: 'function', arn: resource };
  const call = sdk.exec(resource)?.groups;
  if (call?.['service'] === 'dynamodb') {
    return { is: 'dynamodb', action: call['action'] ?? '', errorPrefix: 'DynamoDb' };
  }
  if (call?.['service'] === 'sfn' && sfnActions.includes(call['action'] ?? '')) {
    return { is: 'service', service: 'sfn', action: call['action'] ?? '' };
  }
  const found = optimized.exec(resource)?.groups;
  return found === undefined
    ? undefined
    : optimizedIntegration(found['service'] ?? '', found['action'] ?? '', found['pattern']);
};
