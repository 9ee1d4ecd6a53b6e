const lists = [
  `cloudformation list-stacks --query "StackSummaries[?StackStatus!='DELETE_COMPLETE'].[StackName]"`,
  `dynamodb list-tables --query 'TableNames[].[@]'`,
  `lambda list-functions --query 'Functions[].[FunctionName]'`,
  `logs describe-log-groups --query 'logGroups[].[logGroupName]'`,
  `secretsmanager list-secrets --query 'SecretList[].[Name]'`,
  `cognito-idp list-user-pools --max-results 60 --query 'UserPools[].[Name]'`,
  `stepfunctions list-state-machines --query 'stateMachines[].[name]'`,
  `scheduler list-schedules --query 'Schedules[].[Name]'`,
  `sqs list-queues --endpoint-url "$AWS_ENDPOINT_URL" --query 'QueueUrls[].[@]'`,
  `sns list-topics --query 'Topics[].[TopicArn]'`,
  `cloudwatch describe-alarms --query 'MetricAlarms[].[AlarmName]'`,
  `cloudwatch list-dashboards --query 'DashboardEntries[].[DashboardName]'`,
  `apigatewayv2 get-apis --query 'Items[].[Name]'`,
  `iam list-roles --query 'Roles[].[RoleName]'`,
  `kms list-aliases --query 'Aliases[].[AliasName]'`,
];

/** A script that prints the name of everything that an account still has of a stage, one a line. */
export const remainsOf = (stage: string): string =>
  [
    'names="$(set -e',
    ...lists.map((list) => `aws ${list} --output text`),
    ')"',
    `grep -E '(^|[/:])(vectis-${stage}|vectis/${stage}/|${stage}/)' <<<"$names" || true`,
  ].join('\n');
