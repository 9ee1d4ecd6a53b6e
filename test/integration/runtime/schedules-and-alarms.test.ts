import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningAssembly } from '#local/runtime/running-assembly.ts';
import { lambda, machine, runResources } from '#test/support/runtime-assembly.ts';

const answer = { StartAt: 'Answer', States: { Answer: { Type: 'Pass', End: true } } };
const schedule = (
  name: string,
  expression: string,
  target: string,
  more: object = {},
): { Type: string; Properties: Record<string, unknown> } => ({
  Type: 'AWS::Scheduler::Schedule',
  Properties: {
    Name: name,
    ScheduleExpression: expression,
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: {
      Arn: { 'Fn::GetAtt': [target, 'Arn'] },
      Input: JSON.stringify({ from: name, at: '<aws.scheduler.scheduled-time>' }),
    },
    ...more,
  },
});
const start = new Date('2030-01-31T08:00:00Z');
let stack: RunningAssembly;

beforeAll(async () => {
  const { RuntimeClock } = await import('#local/runtime/time/runtime-clock.ts');
  stack = await runResources(
    {
      Answer: machine(answer, { StateMachineName: 'answer' }),
      Fail: lambda('plain.fail', { FunctionName: 'fail' }),
      Print: lambda('plain.print', { FunctionName: 'print' }),
      GivenUp: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'given-up' } },
      Stubborn: lambda('plain.fail', {
        FunctionName: 'stubborn',
        DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': ['GivenUp', 'Arn'] } },
      }),
      Yearly: schedule('yearly', 'cron(0 0 1 1 ? *)', 'Stubborn'),
      DeadLetters: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          AlarmName: 'dead-letters',
          AlarmDescription: 'An event was given up.',
          Namespace: 'AWS/SQS',
          MetricName: 'NumberOfMessagesSent',
          Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['GivenUp', 'QueueName'] } }],
          Statistic: 'Sum',
          EvaluationPeriods: 1,
          Threshold: 1,
          ComparisonOperator: 'GreaterThanOrEqualToThreshold',
          TreatMissingData: 'notBreaching',
        },
      },
      Tens: schedule('tens', 'rate(10 minutes)', 'Answer'),
      Noon: schedule('noon', 'cron(0 12 * * ? *)', 'Answer'),
      Off: schedule('off', 'rate(1 minute)', 'Answer', { State: 'DISABLED' }),
      Alarms: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'alarms' } },
      Errors: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          AlarmName: 'errors',
          Namespace: 'AWS/Lambda',
          MetricName: 'Errors',
          Statistic: 'Sum',
          Period: 300,
          EvaluationPeriods: 3,
          DatapointsToAlarm: 2,
          Threshold: 2,
          ComparisonOperator: 'GreaterThanOrEqualToThreshold',
          TreatMissingData: 'notBreaching',
          AlarmActions: [{ Ref: 'Alarms' }],
          OKActions: [{ Ref: 'Alarms' }],
        },
      },
      Sold: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          AlarmName: 'sold',
          Metrics: [
            { Id: 'all', Expression: 'FILL(pears, 0) + FILL(figs, 0)', ReturnData: true },
            ...['pears', 'figs'].map((kind) => ({
              Id: kind,
              ReturnData: false,
              MetricStat: {
                Metric: { Namespace: 'Shop', MetricName: 'sold', Dimensions: [{ Name: 'kind', Value: kind }] },
                Period: 60,
                Stat: 'Sum',
              },
            })),
          ],
          EvaluationPeriods: 1,
          Threshold: 4,
          ComparisonOperator: 'GreaterThanThreshold',
        },
      },
    },
    { clock: new RuntimeClock(start) },
  );
});

afterAll(() => stack.stop());

const minutesOn = (minutes: number): Promise<unknown> =>
  stack.clock.moveTo(new Date(stack.clock.now().getTime() + minutes * 60_000));
const inputs = (): unknown[] => stack.executions.map(({ input }) => input);
const alarm = (name: string): string | undefined => stack.alarms.find((one) => one.name === name)?.state;

describe('a schedule', () => {
  it('fires when the clock is moved past its due instant, with that instant in the event', async () => {
    const moved = await minutesOn(11);
    expect(moved).toMatchObject({ fired: [{ schedule: 'tens' }], skipped: 0 });
    expect(inputs()).toEqual([{ from: 'tens', at: expect.stringContaining('2030-01-31T08:10') }]);
  });

  it('fires once for a move over several due instants, in the order of the schedules', async () => {
    const moved = await stack.clock.moveTo(new Date('2030-01-31T12:05:00Z'));
    expect(moved).toMatchObject({ fired: [{ schedule: 'noon' }, { schedule: 'tens' }], skipped: 22 });
    expect(inputs()).toHaveLength(3);
  });

  it('is described with its next due instant', () => {
    expect(stack.schedules).toMatchObject([
      { name: 'yearly', nextAt: '2031-01-01T00:00:00.000Z' },
      { name: 'tens', nextAt: expect.stringContaining('2030-01-31T12:1') },
      { name: 'noon', nextAt: '2030-02-01T12:00:00.000Z' },
      { name: 'off', nextAt: null },
    ]);
  });

  it('is missed while the machine sleeps, and fires at the next due instant', async () => {
    const before = inputs().length;
    stack.clock.skipTo(new Date('2030-02-02T12:05:00Z'));
    expect(stack.clock.now().toISOString()).toContain('2030-02-02T12:05');
    expect(inputs()).toHaveLength(before);
    expect(stack.schedules).toMatchObject([
      { name: 'yearly' },
      { name: 'tens', nextAt: expect.stringContaining('2030-02-02T12:1') },
      { name: 'noon', nextAt: '2030-02-03T12:00:00.000Z' },
      { name: 'off', nextAt: null },
    ]);
    expect(await minutesOn(11)).toMatchObject({ fired: [{ schedule: 'tens' }], skipped: 0 });
  });

  it('fires on request', async () => {
    const { executionArn } = (await stack.fire('noon')) as { executionArn: string };
    expect(await stack.finished(executionArn)).toMatchObject({ status: 'SUCCEEDED', input: { from: 'noon' } });
  });
});

describe('an alarm', () => {
  const failTwice = async (): Promise<void> => {
    for (let count = 0; count < 2; count++) await stack.invoke('fail', {}).catch(() => undefined);
  };

  it('changes to ALARM when enough periods are breaching, publishes to its topic, and returns to OK', async () => {
    await failTwice();
    await minutesOn(4);
    expect(alarm('errors')).toBe('OK');
    await minutesOn(3);
    await failTwice();
    await minutesOn(2);
    expect(alarm('errors')).toBe('ALARM');
    expect(stack.published.at(-1)).toMatchObject({ subject: 'ALARM: "errors"' });
    await minutesOn(60);
    expect(alarm('errors')).toBe('OK');
    expect(stack.published.at(-1)).toMatchObject({ subject: 'OK: "errors"' });
  });

  it('changes to ALARM at once when a function fails to process an event, with its description in the message', async () => {
    expect(alarm('dead-letters')).not.toBe('ALARM');
    await stack.fire('yearly');
    while (alarm('dead-letters') !== 'ALARM') await pause(20);
    expect(stack.alarms.find(({ name }) => name === 'dead-letters')?.description).toBe('An event was given up.');
  });

  it('evaluates metrics that functions print', async () => {
    for (const [kind, sold] of [
      ['pears', 3],
      ['figs', 2],
    ]) {
      const CloudWatchMetrics = [{ Namespace: 'Shop', Dimensions: [['kind']], Metrics: [{ Name: 'sold' }] }];
      await stack.invoke('print', { line: { _aws: { Timestamp: 0, CloudWatchMetrics }, kind, sold } });
    }
    await minutesOn(0.5);
    expect(alarm('sold')).toBe('ALARM');
  });
});
