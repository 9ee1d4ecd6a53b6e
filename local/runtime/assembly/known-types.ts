/** Types that the runtime implements, with what they become. */
export const runnableTypes: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::Api': 'an HTTP server',
  'AWS::ApiGatewayV2::Authorizer': 'the Lambda authorizer of its routes',
  'AWS::ApiGatewayV2::Integration': 'the function behind a route',
  'AWS::ApiGatewayV2::Route': 'a route',
  'AWS::ApiGatewayV2::Stage': 'the stage of an API, its path and variables',
  'AWS::CloudWatch::Alarm': 'an alarm over the metrics of functions and machines',
  'AWS::Cognito::UserPool': 'a list of users; they sign in at the local issuer',
  'AWS::DynamoDB::GlobalTable': 'a table',
  'AWS::DynamoDB::Table': 'a table',
  'AWS::Events::EventBus': 'a bus that keeps and routes events',
  'AWS::Events::Rule': 'a schedule, or a route from a bus to functions and machines',
  'AWS::Lambda::Function': 'a pool of workers',
  'AWS::Logs::LogGroup': 'a log group for PutLogEvents; the output of functions is kept without one',
  'AWS::Scheduler::Schedule': 'a schedule',
  'AWS::SecretsManager::Secret': 'a secret',
  'AWS::SNS::Subscription': 'the delivery of a topic to a function',
  'AWS::SNS::Topic': 'a topic that keeps what is published',
  'AWS::StepFunctions::StateMachine': 'a machine behind the interpreter',
};

/** Types with the policies by which calls are allowed or refused, with what each has. */
export const policyTypes: Readonly<Record<string, string>> = {
  'AWS::IAM::Policy': 'a policy of roles',
  'AWS::IAM::Role': 'a role with its policies and its trust',
  'AWS::KMS::Key': 'a key policy; nothing is encrypted at rest here',
  'AWS::Lambda::Permission': 'a statement of the policy of a function',
  'AWS::Logs::ResourcePolicy': 'the policy of log groups',
  'AWS::SNS::TopicPolicy': 'the policy of topics',
  'AWS::SQS::QueuePolicy': 'the policy of queues',
};

/** Types without an effect here, each with the reason. A type on neither list is an error at the start. */
export const inertTypes: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::ApiMapping': 'a loopback address has no custom domain',
  'AWS::ApiGatewayV2::DomainName': 'a loopback address has no custom domain',
  'AWS::ApplicationAutoScaling::ScalableTarget': 'nothing scales here',
  'AWS::ApplicationAutoScaling::ScalingPolicy': 'nothing scales here',
  'AWS::Budgets::Budget': 'nothing is billed here',
  'AWS::CDK::Metadata': 'metadata of the synthesis',
  'AWS::CloudWatch::Dashboard': 'a dashboard for people; its metrics are recorded',
  'AWS::Cognito::ManagedLoginBranding': 'people sign in at the local issuer',
  'AWS::Cognito::UserPoolClient': 'people sign in at the local issuer',
  'AWS::Cognito::UserPoolDomain': 'people sign in at the local issuer',
  'AWS::Cognito::UserPoolIdentityProvider': 'people sign in at the local issuer',
  'AWS::Cognito::UserPoolResourceServer': 'people sign in at the local issuer',
  'AWS::KMS::Alias': 'nothing is encrypted at rest here',
  'AWS::Lambda::EventInvokeConfig': 'asynchronous invocations are tried once here',
  'AWS::Logs::QueryDefinition': 'a saved query for people',
  'AWS::ResourceGroups::Group': 'a view for people',
  'AWS::Scheduler::ScheduleGroup': 'a folder of schedules',
  'AWS::SQS::Queue': 'only as a dead-letter queue, whose messages are counted; failures are in the log',
};
