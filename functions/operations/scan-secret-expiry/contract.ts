import { z } from 'zod';
import { taskContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';

const Count = z.int().nonnegative();

export const contract = taskContract({
  description:
    'Finds the credentials that expire or are refused every day, emits metrics, and notifies once for each threshold.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, ALARM_TOPIC_ARN: true }),
  access: { table: 'read', directories: ['credential-expiry'], announces: true },
  timeoutSeconds: 300,
  memoryMegabytes: 256,
  everyMinutes: 24 * 60,
  input: z.object({}),
  output: z.object({
    /** Number of credentials in the directory. */
    credentials: Count,
    /** Number of messages sent. */
    notified: Count,
  }),
});
