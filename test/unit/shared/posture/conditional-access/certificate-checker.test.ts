import { describe, expect, it } from 'vitest';
import { type CertificateClaim, faultOf } from '#shared/posture/conditional-access/certificate-checker.ts';
import { plantHoles } from '#test/fuzz/sign-ins/planted-holes.ts';
import { readProjectFile } from '#test/support/project-files.ts';

/** Two policies that close three platforms for two clients together. */
const certificate: CertificateClaim = {
  sizes: { platform: 3, client: 2 },
  boxes: [
    { policyId: 'phones', sides: { platform: [2] } },
    { policyId: 'browsers', sides: { platform: [0, 1], client: [0] } },
    { policyId: 'apps', sides: { platform: [0, 1], client: [1] } },
  ],
  closedBy: new Map([
    ['phones', [{ platform: [2] }]],
    ['browsers', [{ client: [0] }]],
    [
      'apps',
      [
        { client: [1], platform: [0] },
        { client: [1], platform: [0, 1] },
      ],
    ],
  ]),
};
const [phones, browsers, apps] = certificate.boxes;

describe('the certificate checker', () => {
  it('accepts boxes that fill the space, each inside a box of its policy', () => {
    expect(faultOf(certificate)).toBeNull();
  });

  it('accepts no boxes for a space without a point', () => {
    expect(faultOf({ sizes: { place: 0 }, boxes: [], closedBy: new Map() })).toBeNull();
  });

  it.each([
    ['a box is missing', [phones, browsers], 'the boxes hold 4 of 6 cells'],
    ['a box is there twice', [phones, browsers, apps, apps], 'boxes 2 and 3 overlap'],
    ['a box is not its policy’s', [phones, { ...browsers, policyId: 'apps' }, apps], 'box 1 is not inside policy apps'],
    [
      'a policy closes nothing',
      [{ ...phones, policyId: 'nobody' }, browsers, apps],
      'box 0 is not inside policy nobody',
    ],
    [
      'a cell is not in the space',
      [{ ...phones, sides: { platform: [3] } }, browsers, apps],
      'box 0 has a side that is not in the space',
    ],
    [
      'a side is empty',
      [{ ...phones, sides: { platform: [] } }, browsers, apps],
      'box 0 has a side that is not in the space',
    ],
    [
      'a cell is counted twice',
      [{ ...phones, sides: { platform: [2, 2] } }, browsers, apps],
      'box 0 has a side that is not in the space',
    ],
    [
      'a dimension is not in the space',
      [{ ...phones, sides: { moon: [0] } }, browsers, apps],
      'box 0 has a side that is not in the space',
    ],
  ])('refuses a certificate where %s', (_what, boxes, fault) => {
    const defined = boxes.flatMap((box) =>
      box?.policyId === undefined || box.sides === undefined ? [] : [{ policyId: box.policyId, sides: box.sides }],
    );
    expect(faultOf({ ...certificate, boxes: defined })).toBe(fault);
  });

  it('refuses holes that are planted into certificates of random policies', () => {
    const { failures, planted } = plantHoles(1, 1000);
    expect(failures).toEqual([]);
    expect(Object.keys(planted).toSorted()).toEqual(['doubled', 'dropped', 'of another policy', 'shrunk', 'widened']);
  });

  it('imports nothing and has at most 80 lines', () => {
    const source = readProjectFile('shared/posture/conditional-access/certificate-checker.ts');
    expect(source).not.toMatch(/\bimport\b\s*[{('"*]/);
    expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(80);
  });
});
