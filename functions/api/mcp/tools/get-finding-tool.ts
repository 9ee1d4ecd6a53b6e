import { z } from 'zod';
import { findingOf } from '#shared/findings/index.ts';
import { FindingState, HistoryEntry } from '#shared/judging/finding-row.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { Text } from '#shared/kernel/text.ts';
import { Severity } from '#shared/kernel/verdict.ts';
import { StepAnswer } from '#shared/remediation/step-answer.ts';
import { getFinding } from '../../findings/get-finding.ts';
import { FindingBrief, findingBrief, type GivenFinding } from './finding-brief.ts';
import { Freshness, freshness } from './freshness.ts';
import { defineTool, requestOf } from './tool.ts';
import { UntrustedBlock, untrustedBlock } from './untrusted-text.ts';

const Step = StepAnswer.pick({ text: true, who: true, where: true, minutes: true, phase: true }).extend({
  link: UntrustedBlock.nullable(),
  powershell: UntrustedBlock.nullable(),
});

const FindingDetail = FindingBrief.extend({
  title: z.string().meta({ description: 'The desired state.' }),
  why: z.string(),
  impact: z.string().meta({ description: 'What changes for people when it is fixed.' }),
  steps: z.array(Step).meta({ description: 'How to fix it, in order.' }),
  verify: z.string(),
  escalate: z.string(),
  frameworks: z.array(z.string()),
  history: z.array(z.object({ at: Instant, event: HistoryEntry.shape.event, state: FindingState, severity: Severity })),
  ...Freshness,
});

const eventsShown = 50;

/** Our text of each step. The answer of the API adds the name of the tenant to some. */
const stepsOf = ({ findingId, steps }: GivenFinding): z.input<typeof Step>[] => {
  const declared = findingOf(findingId)?.remediation.steps ?? [];
  return steps.map(({ who, where, minutes, phase, link, powershell }, at) => ({
    text: declared[at]?.text ?? '',
    who,
    where,
    minutes,
    ...(phase === undefined ? {} : { phase }),
    link: untrustedBlock(link),
    powershell: untrustedBlock(powershell),
  }));
};

/** One finding with what to do about it. */
export const getFindingTool = defineTool({
  name: 'get_finding',
  title: 'One finding with its steps',
  description:
    'One finding by its key from another tool: what was found, why it matters, the steps to fix it, how to see that they worked, when to call somebody, and its history.',
  ability: 'posture.read',
  input: z.strictObject({ findingKey: Text.min(1).max(200) }),
  output: FindingDetail,
  run: async ({ findingKey }, context) => {
    const { body } = await getFinding(requestOf(context, { findingKey }, undefined), context.deps);
    const { title, why, impact, verify, escalate, frameworks, history } = body;
    return {
      ...findingBrief(body),
      title,
      why,
      impact,
      steps: stepsOf(body),
      verify,
      escalate,
      frameworks,
      history: history.slice(-eventsShown).map(({ at, event, state, severity }) => ({ at, event, state, severity })),
      ...freshness(body),
    };
  },
});
