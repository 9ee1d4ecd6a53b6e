/** What the emulator answers without judging it, or does not have. Each line says what judges it instead. */
export const notShown: readonly string[] = [
  'IAM: every call is allowed, and a role may be assumed from any account. The templates are judged: test/infra, cdk-nag.',
  'Resource policies of topics, queues, keys and functions: not enforced. The templates are judged.',
  'The time that creating a resource takes, and what is only eventually consistent.',
  'Quotas: resources of a stack, sizes of templates, roles and policies, concurrent executions, requests per second.',
  'Functions run under Node 24 on the architecture of this machine, not on Arm; memory and time limits differ.',
  'X-Ray, metrics and alarms: created, never raised. npm start raises them.',
  'Schedules: created; the walk starts the book sync itself.',
  'Mail: the invitation is kept by the emulator. SES, its sandbox and its limits are not there.',
  'The hosted pages of Cognito: the walk signs in by its API, with a flow that it allows for itself.',
  'MFA: the emulator lets a person in who has no authenticator, in a pool that requires one.',
  'Encryption, keys and their policies: stored in clear.',
  'Point-in-time recovery, deletion by TTL, and DynamoDB under load.',
  'TLS, domains, certificates, and the address of the API: a proxy of the walk stands before it.',
  'Bootstrap of an account with an organization, service control policies and permission boundaries.',
];
