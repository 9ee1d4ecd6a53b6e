import type { Resource, Resources } from '#local/runtime/assembly/resources.ts';

/** A property of one resource that names another one. */
export interface Reference {
  readonly from: Resource;
  /** `Type Property.Path[]`. */
  readonly place: string;
  readonly to: Resource;
}

const stringsIn = (value: unknown, path: string): readonly (readonly [string, string])[] => {
  if (typeof value === 'string') return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((one) => stringsIn(one, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => stringsIn(one, path === '' ? key : `${path}.${key}`));
};

/** Policies name what they allow, which is no call. */
const isPolicy = ({ type }: Resource): boolean => /::(Policy|Role|Permission|\w+Policy|Key)$/.test(type);

/** Finds references by ARN anywhere in a text, and by name where the whole text is the name. */
export const referencesIn = ({ all }: Resources): readonly Reference[] => {
  const targets = all.filter((one) => !isPolicy(one) || /::(Role|Key)$/.test(one.type));
  const byName = Map.groupBy(targets, ({ name }) => name);
  const byArn = targets.map((to) => ({ to, arn: to.arn.replace(/:\*$/, '') }));
  return all
    .filter((from) => !isPolicy(from))
    .flatMap((from) =>
      stringsIn(from.properties, '').flatMap(([path, text]) => {
        const found = [
          ...(byName.get(text) ?? []),
          ...(text.includes('arn:') ? byArn.filter(({ arn }) => text.includes(arn)).map(({ to }) => to) : []),
        ];
        return found.filter((to) => to !== from).map((to) => ({ from, place: `${from.type} ${path}`, to }));
      }),
    );
};

/** References along which something is called: each needs an edge from the one to the other. */
export const callingPlaces: ReadonlySet<string> = new Set([
  'AWS::ApiGatewayV2::Authorizer AuthorizerUri',
  'AWS::ApiGatewayV2::Integration IntegrationUri',
  'AWS::ApiGatewayV2::Stage AccessLogSettings.DestinationArn',
  'AWS::CloudWatch::Alarm AlarmActions[]',
  'AWS::CloudWatch::Alarm OKActions[]',
  'AWS::Lambda::Function DeadLetterConfig.TargetArn',
  'AWS::Lambda::Function Environment.Variables.ALARM_TOPIC_ARN',
  'AWS::Lambda::Function Environment.Variables.AUDIT_ANCHOR_KEY_ID',
  'AWS::Lambda::Function Environment.Variables.AUDIT_ANCHOR_LOG_GROUP',
  'AWS::Lambda::Function Environment.Variables.CONSENT_KEY_ID',
  'AWS::Lambda::Function Environment.Variables.CURSOR_KEY_ID',
  'AWS::Lambda::Function Environment.Variables.TABLE_NAME',
  'AWS::Lambda::Function Environment.Variables.TENANT_COMMUNICATIONS_ARN',
  'AWS::Lambda::Function Environment.Variables.TENANT_POSTURE_ARN',
  'AWS::Lambda::Function Environment.Variables.USER_POOL_ID',
  'AWS::Lambda::Function LoggingConfig.LogGroup',
  'AWS::Lambda::Function Role',
  'AWS::Scheduler::Schedule Target.Arn',
  'AWS::Scheduler::Schedule Target.DeadLetterConfig.Arn',
  'AWS::Scheduler::Schedule Target.RoleArn',
  'AWS::StepFunctions::StateMachine LoggingConfiguration.Destinations[].CloudWatchLogsLogGroup.LogGroupArn',
  'AWS::StepFunctions::StateMachine RoleArn',
]);

/** The tasks of a definition call what is substituted into it, whatever its name. */
const isSubstitution = (place: string): boolean =>
  place.startsWith('AWS::StepFunctions::StateMachine DefinitionSubstitutions.');

export const isCall = (place: string): boolean => callingPlaces.has(place) || isSubstitution(place);

/** References along which nobody calls anybody, by place or by a pattern of places. */
export const silentPlaces: readonly (readonly [RegExp, string])[] = [
  [/ (ApiId|AuthorizerId)$/, 'a part of an API names another'],
  [/^AWS::CloudWatch::Alarm Dimensions\[\]\.Value$/, 'a dimension of a metric'],
  [/^AWS::CloudWatch::Dashboard /, 'a dashboard for people'],
  [/^AWS::Cognito::UserPool\w+ UserPoolId$/, 'a part of a user pool'],
  [
    /^AWS::Lambda::Function Environment\.Variables\.OIDC_(CLIENT_IDS|ASSISTANT_CLIENT_ID)$/,
    'ids that tokens are compared with',
  ],
  [/^AWS::Cognito::ManagedLoginBranding (ClientId|UserPoolId)$/, 'a part of a user pool'],
  [/^AWS::KMS::Alias TargetKeyId$/, 'another name of a key'],
  [/^AWS::Lambda::Function FunctionName$/, 'a schedule has the name of its function'],
  [/^AWS::Scheduler::Schedule Name$/, 'a schedule has the name of its function'],
  [/^AWS::Logs::MetricFilter LogGroupName$/, 'CloudWatch reads its own logs'],
  [/^AWS::SNS::Subscription TopicArn$/, 'a topic delivers to mail or HTTPS without a policy'],
  [/^AWS::SNS::Topic KmsMasterKeyId$/, 'whoever publishes uses the key'],
];
