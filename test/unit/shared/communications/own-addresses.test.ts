import { describe, expect, it } from 'vitest';
import { ownAddresses } from '#shared/communications/own-addresses.ts';

const person = (broken: Partial<Parameters<typeof ownAddresses>[1][number]> = {}) => ({
  upn: 'jane@msp.example',
  mail: 'jane@msp.example',
  proxyAddresses: ['jane@msp.example', 'j.doe@msp.example'],
  userType: 'member' as const,
  ...broken,
});
const own = (email: string, ...people: ReturnType<typeof person>[]) => [...ownAddresses(email, people)].toSorted();

describe('ownAddresses', () => {
  it('are the e-mail of the membership and the proxy addresses of that user', () => {
    expect(own('Jane@MSP.example', person())).toEqual(['j.doe@msp.example', 'jane@msp.example']);
  });

  it('are only the e-mail when the directory does not have the user', () => {
    expect(own('jane@msp.example')).toEqual(['jane@msp.example']);
    expect(
      own('jane@msp.example', person({ upn: 'jack@msp.example', mail: null, proxyAddresses: ['jack@msp.example'] })),
    ).toEqual(['jane@msp.example']);
  });

  it('are those of one user, and a match of the UPN wins over an alias', () => {
    const jack = person({
      upn: 'jack@msp.example',
      mail: 'jack@msp.example',
      proxyAddresses: ['jane@msp.example', 'boss@msp.example'],
    });
    expect(own('jane@msp.example', jack, person())).toEqual(['j.doe@msp.example', 'jane@msp.example']);
  });

  it('are found by mail and by an alias', () => {
    expect(own('jane@msp.example', person({ upn: 'x1@msp.example' }))).toContain('j.doe@msp.example');
    expect(own('j.doe@msp.example', person())).toEqual(['j.doe@msp.example', 'jane@msp.example']);
  });

  it('are never those of guests', () => {
    expect(own('jane@msp.example', person({ userType: 'guest' as never }))).toEqual(['jane@msp.example']);
  });

  it('keep plus signs', () => {
    expect(own('jane+x@msp.example', person())).toEqual(['jane+x@msp.example']);
  });

  it('are none when the e-mail is not an address', () => {
    expect(own('', person())).toEqual([]);
  });
});
