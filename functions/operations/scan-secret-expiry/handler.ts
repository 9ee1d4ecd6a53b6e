import { taskHandler } from '#shared/lambda/task-handler.ts';
import { contract } from './contract.ts';
import { scanSecretExpiry } from './scan-secret-expiry.ts';
import { wire } from './wire.ts';

export const handler = taskHandler(contract, wire, scanSecretExpiry);
