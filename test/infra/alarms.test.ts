import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plain, synthesize } from './synthesized.ts';

const stack = await synthesize('prod', { alarmMail: 'alarms@example.com' });
const alarms = stack.ofType('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
const pageOf = (alarm: { AlarmName: string }) => `docs/runbooks/${alarm.AlarmName.replace('vectis-prod-', '')}.md`;

const withPlainValues = (condition: Record<string, Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(condition).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, plain(value)])),
    ]),
  );

describe('every alarm', () => {
  it.each(alarms)('$AlarmName tells the topic, when it starts and when it is over', (alarm) => {
    expect(alarm.AlarmActions).toHaveLength(1);
    expect(alarm.OKActions).toHaveLength(1);
    // What is measured once a day stays as it is until the next day says otherwise; of anything else silence is good.
    expect(alarm.TreatMissingData).toBe(alarm.Period === 86_400 ? 'ignore' : 'notBreaching');
  });

  it.each(alarms)('$AlarmName has a runbook of its name, and names it: write docs/runbooks/<alarm>.md', (alarm) => {
    expect(plain(alarm.AlarmDescription)).toContain(pageOf(alarm));
    expect(existsSync(pageOf(alarm))).toBe(true);
    const page = readFileSync(pageOf(alarm), 'utf8');
    for (const heading of ['## What it means', '## Look at', '## Do']) expect(page).toContain(heading);
  });

  it('is all that there are runbooks for: remove the page of an alarm that is gone', () => {
    const pages = globSync('docs/runbooks/*.md').map((page) => `docs/runbooks/${basename(page)}`);
    expect(pages.toSorted()).toEqual(alarms.map(pageOf).toSorted());
  });

  it('has dimensions of the stage alone where the metric is ours', () => {
    const ours = alarms.filter(({ Namespace }) => Namespace === 'Vectis');
    expect(ours.map(({ MetricName }) => MetricName)).toContain('bookRunUnaccounted');
    for (const { Dimensions } of ours) expect(Dimensions).toEqual([{ Name: 'stage', Value: 'prod' }]);
  });
});

describe('an alarm on credentials', () => {
  const secrets = alarms.filter(({ MetricName }) => /^secrets/.test(MetricName));

  it('is there for each number of days, for what ended and for what is refused, and links to the list', () => {
    expect(secrets.map(({ MetricName }) => MetricName).toSorted()).toEqual([
      'secretsExpired',
      'secretsExpiringWithin14Days',
      'secretsExpiringWithin30Days',
      'secretsExpiringWithin3Days',
      'secretsExpiringWithin7Days',
      'secretsRefused',
    ]);
    for (const { AlarmDescription } of secrets)
      expect(plain(AlarmDescription)).toMatch(/ApiEndpoint>?.*\/v1\/book\/findings\/connection\.credential-valid /);
  });

  it('stands for all of them, and one of its own is made for those that the stage names alone', async () => {
    const named = 'con_00000000000000000000000001';
    const own = await synthesize('prod', { secretAlarms: [named] });
    const before = new Set(alarms.map(({ AlarmName }) => AlarmName));
    const added = own
      .ofType('AWS::CloudWatch::Alarm')
      .filter(([, { Properties }]) => !before.has(Properties.AlarmName));
    expect(added.map(([, { Properties }]) => Properties.AlarmName)).toEqual([`vectis-prod-secret-of-${named}`]);
    expect(added[0]?.[1].Properties.Dimensions).toBeUndefined();
    const [filter] = own.ofType('AWS::Logs::MetricFilter');
    expect(filter?.[1].Properties).toMatchObject({
      FilterPattern: `{ $.connectionId = "${named}" }`,
      MetricTransformations: [{ MetricName: added[0]?.[1].Properties.MetricName, MetricValue: '$.daysLeft' }],
    });
    expect(own.violations).toEqual([]);
  });
});

describe('the topic', () => {
  const ofAlarmsAlone = {
    StringEquals: { 'aws:SourceAccount': '<AWS::AccountId>' },
    ArnLike: {
      'aws:SourceArn': 'arn:<AWS::Partition>:cloudwatch:<AWS::Region>:<AWS::AccountId>:alarm:vectis-prod-*',
    },
  };
  const ofCloudWatch = (type: string, document: string) =>
    stack
      .ofType(type)
      .flatMap(([, { Properties }]) => Properties[document].Statement)
      .filter(({ Principal }) => Principal.Service === 'cloudwatch.amazonaws.com')
      .map(({ Effect, Action, Condition }) => ({ Effect, Action, Condition: withPlainValues(Condition) }));

  it('takes messages of the alarms of its own stage, and so does its key', () => {
    expect(ofCloudWatch('AWS::SNS::TopicPolicy', 'PolicyDocument')).toEqual([
      { Effect: 'Allow', Action: 'sns:Publish', Condition: ofAlarmsAlone },
    ]);
    expect(ofCloudWatch('AWS::KMS::Key', 'KeyPolicy')).toEqual([
      { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Condition: ofAlarmsAlone },
    ]);
  });

  it('is encrypted with a key that alarms may use, and mails whom the stage names', () => {
    expect(stack.ofType('AWS::SNS::Topic')[0]?.[1].Properties.KmsMasterKeyId).toBeDefined();
    expect(JSON.stringify(stack.ofType('AWS::KMS::Key')[0]?.[1].Properties.KeyPolicy)).toContain(
      'cloudwatch.amazonaws.com',
    );
    expect(stack.ofType('AWS::SNS::Subscription')[0]?.[1].Properties.Endpoint).toBe('alarms@example.com');
  });
});

describe('the schedules', () => {
  it('start the book sync, anchor and complete the audit logs and look which credentials end, retry, and keep what they could not start', () => {
    const schedules = stack.ofType('AWS::Scheduler::Schedule').map(([, { Properties }]) => Properties);
    const jobs = schedules.map(({ ScheduleExpression, Target }) => [ScheduleExpression, JSON.parse(Target.Input)]);
    expect(jobs).toEqual(
      expect.arrayContaining([
        ['rate(30 minutes)', { kind: 'posture' }],
        ['rate(10 minutes)', { kind: 'communications' }],
        ['rate(5 minutes)', {}],
        ['rate(1 hour)', {}],
        ['rate(1 day)', {}],
      ]),
    );
    expect(schedules).toHaveLength(5);
    for (const { Target } of schedules) {
      expect(Target.RetryPolicy.MaximumRetryAttempts).toBe(5);
      expect(Target.DeadLetterConfig.Arn).toBeDefined();
    }
  });
});
