import type { z } from 'zod';
import { platform } from '#shared/lambda/platform.ts';
import { members } from '#shared/store/member-store.ts';
import { msps } from '#shared/store/msp-store.ts';
import { openTable } from '#shared/store/table.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = (environment: z.output<typeof contract.environment>): Deps => {
  const table = openTable({ name: environment.TABLE_NAME, ...platform() });
  const [mspStore, memberStore] = [msps(table), members(table)];
  return {
    mspOf: (scope) => mspStore.get(scope),
    memberOf: (scope, memberId) => memberStore.get(scope, memberId),
  };
};
