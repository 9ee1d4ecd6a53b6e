import { count, instant, NamedObject } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('devices.compliant', {
  noncompliant: { message: '{device} is not compliant.', values: { device: NamedObject } },
  'in-grace': {
    message:
      '{device} is not compliant and is in its grace period{until, select, none {} other { until {until, instant}}}.',
    values: { device: NamedObject, until: instant.nullable() },
  },
  'not-known': { message: 'It is not known whether {device} is compliant.', values: { device: NamedObject } },
  compliant: {
    message:
      '{devices, plural, =0 {No device is managed} one {The only managed device is compliant} other {All # managed devices are compliant}}.',
    values: { devices: count },
  },
});
