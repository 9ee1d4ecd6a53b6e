import { CfnResource, type IAspect } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';

/** One check of checkov that is not satisfied, and why that is accepted. */
interface AcceptedCheck {
  readonly id: `CKV_AWS_${number}`;
  readonly comment: string;
}

const keyOfAws = 'Encrypted at rest with a key of AWS. A customer-managed key for the whole stage is not built yet.';

const ofFunctions: readonly AcceptedCheck[] = [
  {
    id: 'CKV_AWS_115',
    comment: 'A new account has 10 concurrent executions, of which Lambda lets nobody reserve any.',
  },
  {
    id: 'CKV_AWS_117',
    comment: 'It calls Microsoft and services of AWS. A VPC would add a NAT gateway and protect nothing.',
  },
  { id: 'CKV_AWS_173', comment: 'The variables are names and addresses. No secret is among them.' },
];
const invokedSynchronously: AcceptedCheck = {
  id: 'CKV_AWS_116',
  comment: 'Invoked synchronously: its caller gets the error. Lambda has no event to keep.',
};

const acceptedFor = (resource: CfnResource): readonly AcceptedCheck[] => {
  if (resource instanceof CfnFunction)
    return resource.deadLetterConfig === undefined ? [...ofFunctions, invokedSynchronously] : ofFunctions;
  if (resource instanceof CfnTable) return [{ id: 'CKV_AWS_119', comment: keyOfAws }];
  if (resource instanceof CfnSecret) return [{ id: 'CKV_AWS_149', comment: keyOfAws }];
  if (resource instanceof CfnLogGroup) return [{ id: 'CKV_AWS_158', comment: keyOfAws }];
  if (resource instanceof CfnQueue)
    return [{ id: 'CKV_AWS_27', comment: 'Encrypted by SQS itself, which the check does not look at.' }];
  return [];
};

/**
 * Writes the accepted checks of checkov into the templates.
 * https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html
 */
export class AcceptedChecks implements IAspect {
  visit(node: IConstruct): void {
    if (!CfnResource.isCfnResource(node)) return;
    const skip = acceptedFor(node);
    if (skip.length > 0) node.addMetadata('checkov', { skip });
  }
}
