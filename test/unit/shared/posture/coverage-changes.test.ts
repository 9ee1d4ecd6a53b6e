import { describe, expect, it } from 'vitest';
import { type CoverageChange, coverageChangesBetween, explainChanges } from '#shared/posture/coverage-changes.ts';
import type { CoveragePerson, CoverageSnapshot } from '#shared/posture/coverage-shape.ts';
import { coverageSnapshotOf, mergeSnapshots } from '#shared/posture/coverage-snapshot.ts';
import type { DirectoryChange } from '#shared/surfaces/directory-audits/schema.ts';
import { needsAccess, policy, posture, registration, user, userId } from '#test/support/posture-facts.ts';

const at = '2026-11-22T12:00:00.000Z';
const tenant = { kind: 'tenant', id: 't', name: 'Acme' } as const;
const person = (number: number, broken: Partial<CoveragePerson> = {}): CoveragePerson => ({
  userId: userId(number),
  name: `Person ${number}`,
  privileged: false,
  capable: true,
  enforced: true,
  ...broken,
});
const rule = { policyId: 'policy-1', name: 'MFA', state: 'enabled', modifiedAt: null };
const snapshot = (broken: Partial<CoverageSnapshot> = {}): CoverageSnapshot => ({
  takenAt: at,
  people: [person(1), person(2)],
  policies: [rule],
  securityDefaults: false,
  ...broken,
});
const changesTo = (now: Partial<CoverageSnapshot>, before: Partial<CoverageSnapshot> = {}) =>
  coverageChangesBetween(snapshot(before), snapshot(now), tenant).map(({ kind, subject }) => [kind, subject.id]);

describe('changes between two coverage snapshots', () => {
  it('are none when nothing changed, and none the first time', () => {
    expect(changesTo({})).toEqual([]);
    expect(coverageChangesBetween(undefined, snapshot(), tenant)).toEqual([]);
  });

  it.each<[string, Partial<CoveragePerson>, Partial<CoveragePerson>]>([
    ['became-incapable', {}, { capable: false }],
    ['became-capable', { capable: false }, {}],
    ['became-unenforced', {}, { enforced: false }],
    ['became-enforced', { enforced: false }, {}],
  ])('say that a user %s', (kind, before, now) => {
    const [people, earlier] = [
      [person(1), person(2, now)],
      [person(1), person(2, before)],
    ];
    expect(changesTo({ people }, { people: earlier })).toEqual([[kind, userId(2)]]);
  });

  it('name users who joined or left with their state', () => {
    const [joined, left] = [person(3, { capable: false }), person(2, { privileged: true })];
    const changes = coverageChangesBetween(
      snapshot({ people: [person(1), left] }),
      snapshot({ people: [person(1), joined] }),
      tenant,
    );
    expect(changes).toMatchObject([
      { at, kind: 'joined', subject: { id: userId(3), name: 'Person 3' }, capable: false },
      { at, kind: 'left', subject: { id: userId(2) }, capable: true, privileged: true },
    ]);
  });

  it.each<[string, Partial<CoverageSnapshot>, string]>([
    ['policy-removed', { policies: [] }, 'policy-1'],
    ['policy-added', { policies: [rule, { ...rule, policyId: 'policy-2' }] }, 'policy-2'],
    ['policy-changed', { policies: [{ ...rule, state: 'report-only' }] }, 'policy-1'],
    ['policy-changed', { policies: [{ ...rule, modifiedAt: at }] }, 'policy-1'],
    ['security-defaults-on', { securityDefaults: true }, 't'],
  ])('contain %s', (kind, now, id) => expect(changesTo(now)).toEqual([[kind, id]]));

  it.each<Partial<CoverageSnapshot>>([
    { people: null },
    { policies: null },
    { securityDefaults: null },
    { people: [person(1, { capable: null }), person(2, { enforced: null })] },
  ])('are none when one side is not known: %j', (unknown) => {
    expect(changesTo(unknown)).toEqual([]);
    expect(changesTo({}, unknown)).toEqual([]);
  });
});

describe('a coverage snapshot', () => {
  it('lists users with capability and enforcement', () => {
    const facts = {
      'mfa-registrations': [1, 2, 3, 4].map((number) => registration(number, { isCapable: number !== 2 })),
    };
    const { people, policies } = coverageSnapshotOf(posture(facts));
    expect(people?.map(({ capable }) => capable)).toEqual([true, false, true, true, false]);
    expect(people?.map(({ privileged }) => privileged)).toEqual([true, true, false, false, false]);
    expect(people?.every(({ enforced }) => enforced)).toBe(true);
    expect(policies?.map(({ policyId }) => policyId)).toEqual(['policy-1', 'policy-legacy']);
    expect(
      coverageSnapshotOf(posture({ 'conditional-access': [policy({ state: 'report-only' })] })).people?.[0]?.enforced,
    ).toBe(false);
  });

  it('is null for parts that could not be read or are too long', () => {
    expect(coverageSnapshotOf(posture({}, { users: needsAccess })).people).toBeNull();
    expect(coverageSnapshotOf(posture({}, { 'mfa-registrations': needsAccess })).people?.[0]?.capable).toBeNull();
    expect(coverageSnapshotOf(posture({}, { 'conditional-access': needsAccess })).policies).toBeNull();
    const crowd = Array.from({ length: 2_001 }, (_, at) => user(at + 1));
    expect(coverageSnapshotOf(posture({ users: crowd })).people).toBeNull();
  });

  it('keeps the last known parts when a read failed', () => {
    const unread = snapshot({ people: [person(1, { capable: null }), person(2, { capable: null })], policies: null });
    const merged = mergeSnapshots(snapshot(), unread);
    expect(merged).toEqual(snapshot());
    expect(
      coverageChangesBetween(merged, snapshot({ people: [person(1), person(2, { capable: false })] }), tenant),
    ).toMatchObject([{ kind: 'became-incapable' }]);
  });
});

describe('a coverage change is explained', () => {
  const change = (broken: Partial<DirectoryChange> = {}): DirectoryChange => ({
    changeId: 'change-1',
    correlationId: null,
    kind: 'security-info-deleted',
    activity: 'Admin deleted security info',
    at: '2026-11-22T09:00:00.000Z',
    result: 'success',
    by: { kind: 'user', id: 'admin', name: 'ada@acme.example' },
    roles: [],
    permissions: [],
    isForEverybody: false,
    targets: [{ id: userId(2), type: 'User', name: 'person2@acme.example' }],
    weakenings: [],
    ...broken,
  });
  const coverageChange = (kind: CoverageChange['kind'], id = userId(2)): CoverageChange => ({
    at,
    kind,
    subject: { kind: 'user', id, name: 'Person 2' },
    privileged: false,
    capable: false,
    enforced: true,
    explainedBy: null,
  });
  const by = (kind: CoverageChange['kind'], ...log: DirectoryChange[]) =>
    explainChanges([coverageChange(kind)], log)[0]?.explainedBy;
  const ofPolicy: Partial<DirectoryChange> = {
    kind: 'policy-changed',
    targets: [{ id: 'policy-1', type: 'Policy', name: 'MFA' }],
  };

  it('by a change of that user', () => {
    expect(by('became-incapable', change())).toEqual({
      changeId: 'change-1',
      at: '2026-11-22T09:00:00.000Z',
      activity: 'Admin deleted security info',
      by: 'ada@acme.example',
    });
    expect(by('left', change({ kind: 'user-disabled' }))).toMatchObject({ changeId: 'change-1' });
    expect(by('joined', change({ kind: 'user-created' }))).toMatchObject({ changeId: 'change-1' });
  });

  it('by a weakened policy, for any user', () => {
    expect(by('became-unenforced', change({ ...ofPolicy, weakenings: ['exclusion-added'] }))).toMatchObject({
      changeId: 'change-1',
    });
    expect(by('became-unenforced', change(ofPolicy))).toBeNull();
    expect(by('became-enforced', change(ofPolicy))).toMatchObject({ changeId: 'change-1' });
  });

  it.each<[string, Partial<DirectoryChange>]>([
    ['a change of another user', { targets: [{ id: userId(3), type: 'User', name: null }] }],
    ['another kind of change', { kind: 'password-reset' }],
    ['a failed change', { result: 'failure' }],
    ['a later change', { at: '2026-11-22T12:00:00.001Z' }],
    ['a change that is too old', { at: '2026-11-20T11:59:59.999Z' }],
  ])('not by %s', (_what, broken) => expect(by('became-incapable', change(broken))).toBeNull());

  it('by the newest row, and keeps its explanation', () => {
    const older = change({ changeId: 'older', at: '2026-11-22T08:00:00.000Z' });
    const [first] = explainChanges([coverageChange('became-incapable')], [older, change()]);
    expect(first?.explainedBy?.changeId).toBe('change-1');
    expect(explainChanges(first === undefined ? [] : [first], [])).toEqual([first]);
  });
});
