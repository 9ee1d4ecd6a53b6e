import { describe, expect, it } from 'vitest';
import { applicationRuleAtom, deviceRuleAtom } from '#shared/posture/conditional-access/filter-rules.ts';

describe('a device rule', () => {
  it.each([
    ['spaces', 'device.model  -eq   "Kiosk"'],
    ['case', 'DEVICE.Model -EQ "kiosk"'],
    ['quotes', "device.model -eq 'Kiosk'"],
    ['quotes around a plain word', 'device.model -eq Kiosk'],
    ['outer brackets', '((device.model -eq "Kiosk"))'],
    ['the long name of the operator', 'device.model -equals "Kiosk"'],
  ])('is the same rule with other %s', (_what, rule) => {
    expect(deviceRuleAtom(rule)).toEqual(deviceRuleAtom('device.model -eq "Kiosk"'));
  });

  it.each([
    ['spaces inside quotes', 'device.model -eq "a  b"', 'device.model -eq "a b"'],
    ['another value', 'device.model -eq "a"', 'device.model -eq "b"'],
    ['another operator', 'device.model -eq "a"', 'device.model -startsWith "a"'],
    ['a connective inside quotes', 'device.model -eq "-or"', 'device.model -eq -or'],
    ['inner brackets', '(device.a -eq 1) -or (device.b -eq 1)', 'device.a -eq 1) -or (device.b -eq 1'],
    ['an escape', 'device.model -eq "a\\" b"', 'device.model -eq "a\\"  b"'],
  ])('is another rule with %s', (_what, one, other) => {
    expect(deviceRuleAtom(one).key).not.toBe(deviceRuleAtom(other).key);
  });

  it.each([
    ['-ne', '-eq'],
    ['-notEquals', '-eq'],
    ['-notContains', '-contains'],
    ['-notStartsWith', '-startsWith'],
    ['-notEndsWith', '-endsWith'],
    ['-notIn', '-in'],
  ])('with the operator %s is the negation of the one with %s', (negative, positive) => {
    const { key } = deviceRuleAtom(`device.model ${positive} "Kiosk"`);
    expect(deviceRuleAtom(`(device.model ${negative} "Kiosk")`)).toEqual({ key, isNegated: true });
  });

  it('of two comparisons is an atom of its own, whatever its operators', () => {
    expect(deviceRuleAtom('device.model -ne "a" -and device.model -ne "b"').isNegated).toBe(false);
  });

  it('that cannot be parsed is an atom by its text', () => {
    expect(deviceRuleAtom('what ) is "this').key).not.toBe(deviceRuleAtom('what ) is that').key);
  });
});

describe('an application rule', () => {
  it('with a negative operator is a rule of its own, because an attribute may have several values', () => {
    const atom = applicationRuleAtom('CustomSecurityAttribute.Team -notContains "pay"');
    expect(atom.isNegated).toBe(false);
    expect(atom.key).not.toBe(applicationRuleAtom('CustomSecurityAttribute.Team -contains "pay"').key);
  });
});
