import type { FaultScenario } from '../fault-scenario.ts';
import { throttled } from './01-throttled.ts';
import { oddWaits } from './02-unusual-retry-after.ts';
import { longerThanThereIsTime } from './03-retry-after-exceeds-time.ts';
import { throttledWithinABatch } from './04-throttled-within-a-batch.ts';
import { batchForgets } from './05-batch-drops-answer.ts';
import { batchRepeats } from './05-batch-duplicates-answer.ts';
import { oneSurfaceRefused } from './06-one-surface-refused.ts';
import { tokenEnds } from './07-token-expires.ts';
import { credentialRefused } from './08-credential-refused.ts';
import { secretRotated } from './09-secret-rotated.ts';
import { tokenEndpointDown } from './10-token-endpoint-down.ts';
import { tokenEndpointFails } from './10-token-endpoint-fails.ts';
import { tokenEndpointThrottles } from './10-token-endpoint-throttles.ts';
import { pagesInACircle } from './13-next-link-loop.ts';
import { emptyPage } from './14-empty-page.ts';
import { laterPageFails } from './15-later-page-fails.ts';
import { brokenAnswers } from './16-broken-answers.ts';
import { oneWorkloadDown } from './17-one-service-down.ts';
import { noAnswer } from './18-no-answer.ts';
import { tenantGone } from './19-tenant-not-found.ts';
import { throttledForAnHour } from './20-throttled-for-an-hour.ts';
import { firedTwice } from './21-schedule-fires-twice.ts';
import { runsOverlap } from './22-runs-overlap.ts';
import { killedHalfWay } from './23-killed-half-way.ts';
import { transactionsMeet } from './24-transaction-conflict.ts';
import { noCapacity } from './25-no-capacity.ts';
import { largerThanAState } from './26-larger-than-a-state.ts';
import { largerThanAnItem } from './26-larger-than-an-item.ts';
import { poisonedAnswer } from './27-poisoned-answer.ts';
import { poisonedTenant } from './27-poisoned-tenant.ts';
import { neverEndingList } from './28-never-ending-list.ts';
import { noisyTenant } from './28-noisy-tenant.ts';
import { lateRows } from './29-late-rows.ts';
import { expiredButThere } from './35-expired-not-deleted.ts';
import { secretStoreThrottled } from './36-secret-store-throttled.ts';
import { wordsOfTomorrow } from './39-unknown-values.ts';
import { noMailbox } from './40-no-mailbox.ts';

/** In the order of the catalog. */
export const scenarios: readonly FaultScenario[] = [
  throttled,
  oddWaits,
  longerThanThereIsTime,
  throttledWithinABatch,
  batchForgets,
  batchRepeats,
  oneSurfaceRefused,
  tokenEnds,
  credentialRefused,
  secretRotated,
  tokenEndpointFails,
  tokenEndpointDown,
  tokenEndpointThrottles,
  pagesInACircle,
  emptyPage,
  laterPageFails,
  brokenAnswers,
  oneWorkloadDown,
  noAnswer,
  tenantGone,
  throttledForAnHour,
  firedTwice,
  runsOverlap,
  killedHalfWay,
  transactionsMeet,
  noCapacity,
  largerThanAnItem,
  largerThanAState,
  poisonedAnswer,
  poisonedTenant,
  noisyTenant,
  neverEndingList,
  lateRows,
  expiredButThere,
  secretStoreThrottled,
  wordsOfTomorrow,
  noMailbox,
];
