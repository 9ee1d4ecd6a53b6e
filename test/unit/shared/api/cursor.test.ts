import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listName, openCursors } from '#shared/api/cursor.ts';
import { aPrincipal } from '#test/support/gateway-request.ts';

const cursors = openCursors(async () => Buffer.from('a key of at least sixteen bytes'));
const caller = aPrincipal();
const Position = z.object({ after: z.string() });
const position = { after: 'fnd_1' };
const list = listName('findings', { state: 'open' });
const refused = { code: 'InvalidCursor' };

describe('cursors', () => {
  it('return the position that was encoded, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.string(), async (value, name) => {
        const text = await cursors.encode(caller, name, value);
        expect(text).toMatch(/^[\w-]+$/);
        expect(await cursors.decode(caller, name, text, z.unknown())).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([
    ['another MSP', aPrincipal({ mspId: 'msp_00000000000000000000000009' as never }), list],
    ['another member', aPrincipal({ memberId: 'mem_00000000000000000000000009' as never }), list],
    ['another list', caller, listName('messages', { state: 'open' })],
    ['another filter', caller, listName('findings', { state: 'resolved' })],
    ['no filter', caller, listName('findings')],
  ])('are refused for %s', async (_what, who, other) => {
    const text = await cursors.encode(caller, list, position);
    await expect(cursors.decode(who, other, text, Position)).rejects.toMatchObject(refused);
  });

  it('are refused when any character is changed, added or removed', async () => {
    const text = await cursors.encode(caller, list, position);
    const other = (letter: string) => (letter === 'A' ? 'B' : 'A');
    const changed = [...text].map((letter, at) => text.slice(0, at) + other(letter) + text.slice(at + 1));
    for (const bad of [
      ...changed,
      `${text}A`,
      text.slice(1),
      text.slice(0, -1),
      `${text}=`,
      ` ${text}`,
      '',
      'AAAA',
      '🙂',
    ]) {
      await expect(cursors.decode(caller, list, bad, Position), bad).rejects.toMatchObject(refused);
    }
  });

  it('are refused with another key or a position of another shape', async () => {
    const text = await cursors.encode(caller, list, position);
    const others = openCursors(async () => Buffer.from('another key of at least sixteen bytes'));
    await expect(others.decode(caller, list, text, Position)).rejects.toMatchObject(refused);
    await expect(cursors.decode(caller, list, text, z.number())).rejects.toMatchObject(refused);
  });

  it('disclose nothing about the position and are equal for the same page', async () => {
    const text = await cursors.encode(caller, list, position);
    expect(Buffer.from(text, 'base64url').toString('latin1')).not.toContain('fnd_1');
    expect(await cursors.encode(caller, list, position)).toBe(text);
    expect(await cursors.encode(caller, list, { after: 'fnd_2' })).not.toBe(text);
  });
});

describe('listName', () => {
  it('names a list by its filters in any order, and not by limit or cursor', () => {
    const name = listName('findings', { state: 'open', area: 'mfa' });
    expect(listName('findings', { area: 'mfa', state: 'open', limit: 5, cursor: 'x', severity: undefined })).toBe(name);
    expect(listName('findings', { area: 'mfa' })).not.toBe(name);
  });
});
