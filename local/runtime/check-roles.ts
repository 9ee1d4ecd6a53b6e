import { z } from 'zod';
import { propertiesOf, type Resource, type Resources } from './assembly/resources.ts';
import type { Authorizer } from './iam/authorizer.ts';

const RoleOfFunction = z.looseObject({ Role: z.string() });
const Machine = z.looseObject({ RoleArn: z.string() });
const Schedule = z.looseObject({
  GroupName: z.string().default('default'),
  Target: z.looseObject({ RoleArn: z.string() }),
});

/** The group of a schedule, on whose behalf EventBridge Scheduler assumes its role. */
export const scheduleGroupArn = (schedule: Resource): string => {
  const { GroupName } = propertiesOf(schedule, Schedule);
  return schedule.arn.replace(/:schedule\/.*$/, `:schedule-group/${GroupName}`);
};

/** Refuses a stack with a role that its service may not assume, as a deployment does. */
export const checkRoles = (resources: Resources, authorizer: Authorizer): void => {
  for (const resource of resources.ofType('AWS::Lambda::Function'))
    authorizer.demandTrust('lambda', propertiesOf(resource, RoleOfFunction).Role, resource.arn);
  for (const resource of resources.ofType('AWS::StepFunctions::StateMachine'))
    authorizer.demandTrust('states', propertiesOf(resource, Machine).RoleArn, resource.arn);
  for (const resource of resources.ofType('AWS::Scheduler::Schedule'))
    authorizer.demandTrust('scheduler', propertiesOf(resource, Schedule).Target.RoleArn, scheduleGroupArn(resource));
};
