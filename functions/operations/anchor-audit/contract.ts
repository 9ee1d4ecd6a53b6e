import { z } from 'zod';
import { taskContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';

export const contract = taskContract({
  description: 'Signs the head of the audit log of each MSP and stores the signature outside the table.',
  environment: Environment.pick({
    STAGE: true,
    TABLE_NAME: true,
    AUDIT_ANCHOR_KEY_ID: true,
    AUDIT_ANCHOR_LOG_GROUP: true,
  }),
  access: { readsDirectories: ['msps'], audit: 'read', keys: ['audit-anchor'], anchors: 'write' },
  timeoutSeconds: 300,
  memoryMegabytes: 256,
  everyMinutes: 60,
  input: z.object({}),
  output: z.object({
    msps: z.number().int(),
    anchored: z.number().int(),
  }),
});
