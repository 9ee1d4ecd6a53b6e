import { z } from 'zod';
import { taskContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';

const Count = z.int().nonnegative();

export const contract = taskContract({
  description: 'Looks every day which credentials end or are refused, measures it, and tells of each once a threshold.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, ALARM_TOPIC_ARN: true }),
  access: { table: 'read', directories: ['credential-expiry'], announces: true },
  timeoutSeconds: 300,
  memoryMegabytes: 256,
  everyMinutes: 24 * 60,
  input: z.object({}),
  output: z.object({
    /** Credentials in the directory. */
    credentials: Count,
    /** Messages sent. */
    notified: Count,
  }),
});
