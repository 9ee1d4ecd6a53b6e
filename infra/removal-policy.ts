import { RemovalPolicy } from 'aws-cdk-lib';
import type { StageSettings } from './settings.ts';

/**
 * What happens to data when its stack is deleted: stages that keep data keep it, except what a deployment created that
 * then failed. That has no data yet, and would be in the way when the deployment is repeated.
 */
export const removalPolicyOf = ({ keepsData }: StageSettings): RemovalPolicy =>
  keepsData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
