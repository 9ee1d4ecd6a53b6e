import { describe, expect, it } from 'vitest';
import { readAnchor, signAnchor } from '#shared/aws/anchor.ts';
import { MspId } from '#shared/kernel/ids.ts';

const key = Buffer.from('a key of thirty-two bytes, or more');
const mspId = MspId.parse('msp_00000000000000000000000001');
const other = MspId.parse('msp_00000000000000000000000002');
const anchor = { mspId, seq: 7, hash: 'a'.repeat(64), at: '2026-11-22T12:00:00.000Z' };
const line = signAnchor(anchor, key);
const changed = (fields: object) => JSON.stringify({ ...JSON.parse(line), ...fields });

describe('an anchor', () => {
  it('is read back as it was signed', () => {
    expect(readAnchor(line, mspId, key)).toEqual(anchor);
  });

  it.each([
    ['another number', changed({ seq: 8 })],
    ['another hash', changed({ hash: 'b'.repeat(64) })],
    ['another time', changed({ at: '2026-11-22T13:00:00.000Z' })],
    ['another signature', changed({ signature: 'c'.repeat(64) })],
    ['a signature of another length', changed({ signature: 'c' })],
    ['no signature', changed({ signature: undefined })],
    ['no JSON', 'START RequestId: 1'],
    ['nothing', ''],
  ])('with %s is rejected', (_what, tampered) => {
    expect(readAnchor(tampered, mspId, key)).toBeUndefined();
  });

  it('of another MSP or signed with another key is rejected', () => {
    expect(readAnchor(line, other, key)).toBeUndefined();
    expect(readAnchor(signAnchor({ ...anchor, mspId: other }, key), mspId, key)).toBeUndefined();
    expect(readAnchor(line, mspId, Buffer.from('another key of thirty-two bytes'))).toBeUndefined();
  });
});
