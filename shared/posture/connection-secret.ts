import { dateOf } from '#shared/kernel/clock.ts';
import { isConnectionApp } from './apps.ts';
import type { Posture } from './posture.ts';

/**
 * On which day the client secret ends with which the tenant is read, where its application is registered in that very tenant and Graph leaves no doubt. Undefined
 * where the registrations were not read to their end since the secret was taken, where the application is another tenant's, and where it has several secrets, with
 * different ends, each of which may be it.
 *
 * The secret that was taken at `takenAt` existed by then, and it lives: both were proven by Microsoft. Graph never shows a value, and its hint is compared with nothing:
 * a secret does not leave its place for that. https://learn.microsoft.com/graph/api/resources/passwordcredential
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
