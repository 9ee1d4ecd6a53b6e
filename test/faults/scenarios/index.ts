import type { FaultScenario } from '../fault-scenario.ts';
import { throttled } from './01-throttled.ts';
import { unusualRetryAfter } from './02-unusual-retry-after.ts';
import { retryAfterExceedsTime } from './03-retry-after-exceeds-time.ts';
import { throttledWithinABatch } from './04-throttled-within-a-batch.ts';
import { batchDropsAnswer } from './05-batch-drops-answer.ts';
import { batchDuplicatesAnswer } from './05-batch-duplicates-answer.ts';
import { oneSurfaceRefused } from './06-one-surface-refused.ts';
import { tokenExpires } from './07-token-expires.ts';
import { credentialRefused } from './08-credential-refused.ts';
import { secretRotated } from './09-secret-rotated.ts';
import { tokenEndpointDown } from './10-token-endpoint-down.ts';
import { tokenEndpointFails } from './10-token-endpoint-fails.ts';
import { tokenEndpointThrottles } from './10-token-endpoint-throttles.ts';
import { nextLinkLoop } from './13-next-link-loop.ts';
import { emptyPage } from './14-empty-page.ts';
import { laterPageFails } from './15-later-page-fails.ts';
import { brokenAnswers } from './16-broken-answers.ts';
import { oneServiceDown } from './17-one-service-down.ts';
import { noAnswer } from './18-no-answer.ts';
import { tenantNotFound } from './19-tenant-not-found.ts';
import { throttledForAnHour } from './20-throttled-for-an-hour.ts';
import { scheduleFiresTwice } from './21-schedule-fires-twice.ts';
import { runsOverlap } from './22-runs-overlap.ts';
import { killedHalfWay } from './23-killed-half-way.ts';
import { transactionConflict } from './24-transaction-conflict.ts';
import { noCapacity } from './25-no-capacity.ts';
import { largerThanAState } from './26-larger-than-a-state.ts';
import { largerThanAnItem } from './26-larger-than-an-item.ts';
import { poisonedAnswer } from './27-poisoned-answer.ts';
import { poisonedTenant } from './27-poisoned-tenant.ts';
import { neverEndingList } from './28-never-ending-list.ts';
import { noisyTenant } from './28-noisy-tenant.ts';
import { lateRows } from './29-late-rows.ts';
import { expiredNotDeleted } from './35-expired-not-deleted.ts';
import { secretStoreThrottled } from './36-secret-store-throttled.ts';
import { oddRecord } from './39-odd-record.ts';
import { unknownValues } from './39-unknown-values.ts';
import { brokenMailbox } from './40-broken-mailbox.ts';
import { noMailbox } from './40-no-mailbox.ts';
import { answerTooLarge } from './41-answer-too-large.ts';
import { unclosedNesting } from './41-unclosed-nesting.ts';
import { unclosedStartTags } from './41-unclosed-start-tags.ts';
import { silentPeer } from './42-silent-peer.ts';
import { stalledEngine } from './43-stalled-engine.ts';
import { overload } from './44-overload.ts';

/** In the order of their numbers. */
export const scenarios: readonly FaultScenario[] = [
  throttled,
  unusualRetryAfter,
  retryAfterExceedsTime,
  throttledWithinABatch,
  batchDropsAnswer,
  batchDuplicatesAnswer,
  oneSurfaceRefused,
  tokenExpires,
  credentialRefused,
  secretRotated,
  tokenEndpointFails,
  tokenEndpointDown,
  tokenEndpointThrottles,
  nextLinkLoop,
  emptyPage,
  laterPageFails,
  brokenAnswers,
  oneServiceDown,
  noAnswer,
  tenantNotFound,
  throttledForAnHour,
  scheduleFiresTwice,
  runsOverlap,
  killedHalfWay,
  transactionConflict,
  noCapacity,
  largerThanAnItem,
  largerThanAState,
  poisonedAnswer,
  poisonedTenant,
  noisyTenant,
  neverEndingList,
  lateRows,
  expiredNotDeleted,
  secretStoreThrottled,
  unknownValues,
  oddRecord,
  noMailbox,
  brokenMailbox,
  unclosedStartTags,
  unclosedNesting,
  answerTooLarge,
  silentPeer,
  stalledEngine,
  overload,
];
