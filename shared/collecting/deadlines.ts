import { addSeconds } from '#shared/kernel/clock.ts';
import { leaseSeconds, readDeadlineSeconds } from '#shared/kernel/run.ts';
import type { Lease } from '#shared/store/lease-store.ts';
import type { AnySurface } from '#shared/surfaces/define-surface.ts';
import { surfaceContract } from './surface-contract.ts';

/** Time that a Lambda needs after its last request to write the facts and the state. */
const reserveSeconds = 5;

/** When a run stops reading, so that it can still be evaluated. */
export const runReadDeadline = ({ expiresAt }: Pick<Lease, 'expiresAt'>): Date =>
  addSeconds(new Date(expiresAt), readDeadlineSeconds - leaseSeconds);

/** When a read must have ended: before its Lambda times out, and before its run must be evaluated. */
export const surfaceReadDeadline = (surface: AnySurface, lease: Pick<Lease, 'expiresAt'>, startedAt: Date): Date => {
  const ofLambda = addSeconds(startedAt, (surface.timeoutSeconds ?? surfaceContract.timeoutSeconds) - reserveSeconds);
  return new Date(Math.min(ofLambda.getTime(), runReadDeadline(lease).getTime()));
};
