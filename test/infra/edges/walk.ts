import { decide } from '#local/runtime/iam/evaluate.ts';
import { callsByType } from './calls.ts';
import type { Edge } from './edge.ts';
import type { StageResources } from './stage-resources.ts';

/** Every edge of a stage. */
export const edgesOf = (stage: StageResources): readonly Edge[] =>
  stage.resources.all.flatMap((resource) => callsByType[resource.type]?.(resource, stage) ?? []);

/** The edges that no policy allows: which, what is missing, and why. */
export const missingPermissions = (stage: StageResources): readonly string[] =>
  edgesOf(stage).flatMap(({ name, call }) => {
    const policies =
      call.action === 'sts:AssumeRole'
        ? stage.policies.trustOf(call.resource)
        : stage.policies.policiesFor(call.caller, call.resource);
    const decision = decide(call, policies);
    return decision.allowed ? [] : [`${name} lacks ${call.action}: ${decision.reason}`];
  });
