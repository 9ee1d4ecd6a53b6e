import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { synthesise } from './synthesised.ts';

const stack = await synthesise('prod', { alarmMail: 'alarms@example.com' });
const alarms = stack.ofType('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
const pageOf = (alarm: { AlarmName: string }) => `docs/runbooks/${alarm.AlarmName.replace('vectis-prod-', '')}.md`;

describe('every alarm', () => {
  it.each(alarms)('$AlarmName tells the topic, when it starts and when it is over', (alarm) => {
    expect(alarm.AlarmActions).toHaveLength(1);
    expect(alarm.OKActions).toHaveLength(1);
    expect(alarm.TreatMissingData).toBe('notBreaching');
  });

  it.each(alarms)('$AlarmName has a runbook of its name, and names it: write docs/runbooks/<alarm>.md', (alarm) => {
    expect(alarm.AlarmDescription).toContain(pageOf(alarm));
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

describe('the topic', () => {
  it('is encrypted with a key that alarms may use, and mails whom the stage names', () => {
    expect(stack.ofType('AWS::SNS::Topic')[0]?.[1].Properties.KmsMasterKeyId).toBeDefined();
    expect(JSON.stringify(stack.ofType('AWS::KMS::Key')[0]?.[1].Properties.KeyPolicy)).toContain(
      'cloudwatch.amazonaws.com',
    );
    expect(stack.ofType('AWS::SNS::Subscription')[0]?.[1].Properties.Endpoint).toBe('alarms@example.com');
  });
});

describe('the schedules', () => {
  it('start the book sync and anchor the audit logs, retry, and keep what they could not start', () => {
    const schedules = stack.ofType('AWS::Scheduler::Schedule').map(([, { Properties }]) => Properties);
    const jobs = schedules.map(({ ScheduleExpression, Target }) => [ScheduleExpression, JSON.parse(Target.Input)]);
    expect(jobs).toEqual(
      expect.arrayContaining([
        ['rate(30 minutes)', { kind: 'posture' }],
        ['rate(10 minutes)', { kind: 'communications' }],
        ['rate(1 hour)', {}],
      ]),
    );
    expect(schedules).toHaveLength(3);
    for (const { Target } of schedules) {
      expect(Target.RetryPolicy.MaximumRetryAttempts).toBe(5);
      expect(Target.DeadLetterConfig.Arn).toBeDefined();
    }
  });
});
