import { z } from 'zod';
import { UntrustedText, untrusted, untrustedOrNull } from './untrusted-text.ts';

/** A sender, a recipient or an attendee. */
export const Correspondent = z.object({ address: UntrustedText, name: UntrustedText.nullable() });

export const correspondent = ({
  address,
  name,
}: {
  readonly address: string;
  readonly name: string | null;
}): z.input<typeof Correspondent> => ({ address: untrusted(address), name: untrustedOrNull(name) });
