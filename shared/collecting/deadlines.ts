import { addSeconds } from '#shared/kernel/clock.ts';
import { leaseSeconds, readDeadlineSeconds } from '#shared/kernel/run.ts';
import type { Lease } from '#shared/store/lease-store.ts';
import type { AnySurface } from '#shared/surfaces/define-surface.ts';
import { surfaceContract } from './surface-contract.ts';

/** What a Lambda needs after its last request: to write what it read, and its state. */
const reserveSeconds = 5;

/** When a run reads nothing new any more, because it has to be judged. */
export const runReadDeadline = ({ expiresAt }: Pick<Lease, 'expiresAt'>): Date =>
  addSeconds(new Date(expiresAt), readDeadlineSeconds - leaseSeconds);

/** When a reading must have ended: before its Lambda's time is up, and before its run has to be judged. */
export const surfaceReadDeadline = (surface: AnySurface, lease: Pick<Lease, 'expiresAt'>, startedAt: Date): Date => {
  const ofLambda = addSeconds(startedAt, (surface.timeoutSeconds ?? surfaceContract.timeoutSeconds) - reserveSeconds);
  return new Date(Math.min(ofLambda.getTime(), runReadDeadline(lease).getTime()));
};
