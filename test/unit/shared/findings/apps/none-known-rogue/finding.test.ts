import { describe, expect, it } from 'vitest';
import { noneKnownRogue } from '#shared/findings/apps/none-known-rogue/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { type App, app } from '#test/support/app-facts.ts';
import { needsAccess, posture } from '#test/support/posture-facts.ts';

const judge = (...facts: App[]) => judgeFinding(noneKnownRogue, posture({ 'app-grants': facts }));
const loopback = { replyUrls: ['http://localhost:7777/access'] };
const upn = { name: 'kim@contoso.example' };

describe('apps.none-known-rogue', () => {
  it('passes for an application that is on no list and has no mark', () => {
    expect(judge(app())).toMatchObject({ verdict: 'pass', assessed: 1 });
  });

  it.each([
    'e9a7fea1-1cc0-4cd9-a31b-9137ca5deedd',
    'ff8d92dc-3d82-41d6-bcbd-b9174d163620',
    'a245e8c0-b53c-4b67-9b45-751d1dff8e6b',
    'b15665d9-eda6-4092-8539-0eec376afd59',
    'a43e5392-f48b-46a4-a0f1-098b5eeb4757',
  ])('fails for the listed id %s, whatever its name is', (appId) => {
    expect(judge(app({ appId })).verdict).toBe('fail');
  });

  it('says under which name a listed application is known, with the source', () => {
    expect(judge(app({ appId: 'ff8d92dc-3d82-41d6-bcbd-b9174d163620' })).judgments).toMatchObject([
      {
        reason: 'Backup of others is on a public list of applications that attackers use, as PerfectData Software.',
        evidence: { servicePrincipalId: 'principal-1', source: { changedIn: '2024-10', readOn: '2026-11-30' } },
        fingerprints: [{ kind: 'app', value: 'ff8d92dc-3d82-41d6-bcbd-b9174d163620' }],
      },
    ]);
  });

  it.each<[string, Partial<App>, string]>([
    ['a name like a sign-in name and a loopback reply URL', { ...upn, ...loopback }, 'warn'],
    ['a name without a letter and a loopback reply URL', { name: '..', ...loopback }, 'warn'],
    ['a name in letters of another alphabet', { name: '請求書', ...loopback }, 'pass'],
    ['a name like a sign-in name alone', upn, 'pass'],
    ['a name without a letter alone', { name: '..' }, 'pass'],
    ['a loopback reply URL alone', loopback, 'pass'],
    ['a name with a sign-in name in it', { name: 'Mail of kim@contoso.example', ...loopback }, 'pass'],
    ['a loopback address in numbers', { ...upn, replyUrls: ['http://127.0.0.1:8400'] }, 'warn'],
    ['a loopback address of IPv6', { ...upn, replyUrls: ['http://[::1]:8400/'] }, 'warn'],
    ['a loopback address without a port', { ...upn, replyUrls: ['http://localhost/access'] }, 'pass'],
    ['another host that begins the same', { ...upn, replyUrls: ['https://localhost.example:443/'] }, 'pass'],
    [
      'a second reply URL that is a loopback',
      { ...upn, replyUrls: ['https://a.example', ...loopback.replyUrls] },
      'warn',
    ],
  ])('judges %s', (_what, overrides, verdict) => {
    expect(judge(app(overrides)).verdict).toBe(verdict);
  });

  it('says both marks', () => {
    expect(judge(app({ ...upn, ...loopback })).judgments).toMatchObject([
      {
        reason:
          "kim@contoso.example has a name like a user's sign-in name and sends its sign-ins to http://localhost:7777/access.",
      },
    ]);
  });

  it('leaves out an application that is disabled', () => {
    const appId = 'ff8d92dc-3d82-41d6-bcbd-b9174d163620';
    expect(judge(app({ appId, isEnabled: false }))).toMatchObject({ verdict: 'pass', assessed: 0 });
  });

  it('is unknown when applications cannot be read', () => {
    expect(judgeFinding(noneKnownRogue, posture({}, { 'app-grants': needsAccess })).verdict).toBe('unknown');
  });
});
