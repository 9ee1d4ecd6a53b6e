import type { Announcement } from '#shared/aws/announcer.ts';
import type { Finding } from '#shared/findings/define-finding.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { RunRef } from '#shared/kernel/run.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import type { CoverageProof } from '#shared/posture/conditional-access/prove-coverage.ts';
import type { RefusedProof } from '#shared/posture/conditional-access/refused-proofs.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { Connections } from '#shared/store/connection-store.ts';
import type { CoverageSnapshots } from '#shared/store/coverage-snapshot-store.ts';
import type { FindingRows } from '#shared/store/finding-store.ts';
import type { JudgmentWrites } from '#shared/store/judgment-writer.ts';
import type { MailboxProbes } from '#shared/store/mailbox-probe-store.ts';
import type { ReadPosture } from '#shared/store/posture-reader.ts';
import type { SavingsLedger } from '#shared/store/savings-ledger-store.ts';
import type { Signals } from '#shared/store/signal-store.ts';
import type { TenantSummaries } from '#shared/store/tenant-summary-store.ts';
import type { ReadTerms } from '#shared/store/tenant-terms.ts';
import type { TenantVerdictStore } from '#shared/store/tenant-verdict-store.ts';

export interface Deps {
  readonly clock: Clock;
  readonly findings: readonly Finding[];
  /** The surfaces whose facts are part of the posture. */
  readonly surfaceIds: readonly string[];
  scopeOf(run: RunRef): TenantScope;
  readonly connections: Pick<Connections, 'get' | 'recordSecretExpiry'>;
  readonly probes: Pick<MailboxProbes, 'ofTenant'>;
  /** Reads the prices and the contract of the customers of the tenant. */
  readonly termsOf: ReadTerms;
  readonly readPosture: ReadPosture;
  readonly rows: Pick<FindingRows, 'ofTenant'>;
  readonly summaries: Pick<TenantSummaries, 'ofTenant'>;
  readonly verdicts: Pick<TenantVerdictStore, 'ofTenant'>;
  readonly signals: Pick<Signals, 'between'>;
  readonly coverageSnapshots: Pick<CoverageSnapshots, 'ofTenant'>;
  readonly savings: Pick<SavingsLedger, 'ofTenant'>;
  /** What is proved of the sign-ins of a tenant; undefined where it could not be read. */
  proofOf(posture: Posture): CoverageProof | undefined;
  /** A proof that its checker refused is a fault of ours: the answer is unknown, and somebody has to look. */
  reportRefused(refused: RefusedProof & Pick<RunRef, 'mspId' | 'tenantId' | 'runId'>): void;
  /** Tells programs of an event. */
  publish(event: Announcement['event']): Promise<void>;
  writeJudgment(scope: TenantScope, run: RunRef, now: Date, writes: JudgmentWrites): Promise<void>;
}
