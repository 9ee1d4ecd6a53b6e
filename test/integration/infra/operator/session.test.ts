import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JWTPayload } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { currentSession, stageOf } from '#infra/operator/sign-in/current-session.ts';
import {
  openSessions,
  sessionDirectory,
  type SessionStore,
  type StoredSession,
} from '#infra/operator/sign-in/session-store.ts';
import { type ScriptedIssuer, startScriptedIssuer } from '#test/support/scripted-issuer.ts';
import { manualClock } from '#test/support/time-and-ids.ts';

const clock = manualClock('2026-11-22T12:00:00.000Z');
const nowSeconds = clock.now().getTime() / 1000;
let folder: string;
let sessions: SessionStore;
let issuer: ScriptedIssuer;

beforeAll(async () => {
  issuer = await startScriptedIssuer();
});
afterAll(() => issuer.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vectis-session-'));
  sessions = openSessions(sessionDirectory({ XDG_CONFIG_HOME: folder }));
  return () => rmSync(folder, { recursive: true });
});

const aSession = (changed: Partial<StoredSession> = {}): StoredSession => ({
  stage: 'local',
  apiUrl: 'http://127.0.0.1:8787',
  issuer: issuer.url,
  clientId: 'vectis-local',
  subject: 'person-1',
  email: 'ada@msp.example',
  idToken: 'token-1',
  expiresAtSeconds: nowSeconds + 3600,
  refreshToken: 'refresh-0',
  ...changed,
});
const current = () => currentSession('local', sessions, async () => clock);
const claims = (changed: JWTPayload = {}): JWTPayload => ({
  iss: issuer.url,
  aud: 'vectis-local',
  sub: 'person-1',
  iat: nowSeconds,
  exp: nowSeconds + 3600,
  ...changed,
});

describe('the session store', () => {
  it('keeps one file a stage below the config folder, for its owner alone', () => {
    sessions.write(aSession({ idToken: 'older' }));
    sessions.write(aSession());
    expect(sessions.read('local')).toEqual(aSession());
    expect(sessions.directory).toBe(join(folder, 'vectis', 'sessions'));
    expect(readdirSync(sessions.directory)).toEqual(['local.json']);
    expect(statSync(join(sessions.directory, 'local.json')).mode & 0o777).toBe(0o600);
    expect(statSync(sessions.directory).mode & 0o777).toBe(0o700);
  });

  it('refuses a file that others can read, and one that is damaged', () => {
    sessions.write(aSession());
    const file = join(sessions.directory, 'local.json');
    chmodSync(file, 0o644);
    expect(() => sessions.read('local')).toThrow('can be read by others');
    writeFileSync(file, '{"stage":');
    chmodSync(file, 0o600);
    expect(() => sessions.read('local')).toThrow('is damaged: run npm run sign-in -- --stage local');
  });

  it('knows the stages that somebody is signed in to', () => {
    expect(sessions.stages()).toEqual([]);
    expect(() => stageOf(undefined, sessions)).toThrow('nobody is signed in');
    sessions.write(aSession());
    expect(stageOf(undefined, sessions)).toBe('local');
    sessions.write(aSession({ stage: 'prod' }));
    expect(() => stageOf(undefined, sessions)).toThrow('you are signed in to local and prod: name one with --stage');
    expect(stageOf('prod', sessions)).toBe('prod');
  });
});

describe('the current session', () => {
  it('is the stored one as long as its token is valid', async () => {
    sessions.write(aSession({ expiresAtSeconds: nowSeconds + 61 }));
    expect(await current()).toMatchObject({ idToken: 'token-1' });
  });

  it('is refreshed and stored when its token ends', async () => {
    sessions.write(aSession({ expiresAtSeconds: nowSeconds + 60 }));
    issuer.answer = { claims: claims() };
    const refreshed = await current();
    expect(refreshed).toMatchObject({ idToken: expect.stringMatching(/^ey/), refreshToken: 'refresh-1' });
    expect(sessions.read('local')).toEqual(refreshed);
  });

  it('is not the token of another person', async () => {
    sessions.write(aSession({ expiresAtSeconds: nowSeconds }));
    issuer.answer = { claims: claims({ sub: 'person-2' }) };
    await expect(current()).rejects.toThrow('a token of another person: run npm run sign-in -- --stage local');
    expect(sessions.read('local')).toMatchObject({ idToken: 'token-1' });
  });

  it.each([
    ['the issuer refuses to refresh it', { error: 'invalid_grant' }, {}],
    ['there is nothing to refresh it with', { error: 'unused' }, { refreshToken: null }],
  ])('has ended when %s', async (_what, answer, changed) => {
    sessions.write(aSession({ expiresAtSeconds: nowSeconds, ...changed }));
    issuer.answer = answer;
    await expect(current()).rejects.toThrow('the session has ended: run npm run sign-in -- --stage local');
  });

  it('is asked for where nobody has signed in', async () => {
    await expect(current()).rejects.toThrow('nobody is signed in to local: run npm run sign-in -- --stage local');
  });
});
