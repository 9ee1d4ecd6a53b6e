import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { type CallBudget, clientOptions } from './client-options.ts';
import { vendorCall } from './vendor-call.ts';

/**
 * Starts executions and does not wait for them. An execution whose name and input are those of a running one is not
 * started twice.
 */
export const openStateMachines = (budget?: CallBudget) => {
  const client = new SFNClient(clientOptions(budget));
  return {
    async start(stateMachineArn: string, name: string, input: object): Promise<void> {
      const command = new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) });
      await vendorCall('state machine', () => client.send(command));
    },
  };
};
