import { dateOf } from '#shared/kernel/clock.ts';
import { isConnectionApp } from './apps.ts';
import type { Posture } from './posture.ts';

/**
 * The expiry date of the client secret that reads the tenant, if the application is registered in that tenant and the
 * data is unambiguous. Undefined if the registrations were not read completely since the secret was stored, if the
 * application belongs to another tenant, or if several secrets with different end dates match.
 *
 * The secret that was stored at `takenAt` existed then and is valid: Microsoft accepted it. Graph never returns a
 * value, and the value is not compared with the hint of a secret, so that it does not leave the secret store.
 * https://learn.microsoft.com/graph/api/resources/passwordcredential
 */
export const connectionSecretExpiry = (posture: Posture, takenAt: string): string | undefined => {
  const { state, dataAsOf } = posture.state('app-grants');
  if (state !== 'ok' || dataAsOf === null || dataAsOf < takenAt) return undefined;
  const ends = posture
    .facts('app-grants')
    .flatMap((fact) => (fact.kind === 'registration' && isConnectionApp(posture, fact.appId) ? fact.credentials : []))
    .filter(({ kind, startsAt, endsAt }) => kind === 'secret' && (startsAt ?? '') <= takenAt && endsAt > dataAsOf)
    .map(({ endsAt }) => dateOf(new Date(endsAt)));
  const [end, ...others] = new Set(ends);
  return others.length === 0 ? end : undefined;
};
