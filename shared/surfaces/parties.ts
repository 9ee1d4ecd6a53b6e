import { z } from 'zod';
import { usableAddress } from '#shared/kernel/received-address.ts';
import { RawNonBlankText } from './raw.ts';

/** A participant as Exchange writes it. Inside an organization the address may be an X500 name or missing. */
export const RawParty = z.object({
  emailAddress: z.object({ name: RawNonBlankText, address: RawNonBlankText }).nullish(),
});

export const Party = z.object({
  /** Normalized. */
  address: z.string(),
  name: z.string().nullable(),
});
export type Party = z.output<typeof Party>;

/** Undefined where there is no usable address. */
export const partyOf = (raw: z.output<typeof RawParty> | null | undefined): Party | undefined => {
  const address = usableAddress(raw?.emailAddress?.address);
  return address === undefined ? undefined : { address, name: raw?.emailAddress?.name ?? null };
};

/** Each address once, as first written. */
export const partiesOf = (raw: readonly z.output<typeof RawParty>[]): Party[] => {
  const parties = new Map<string, Party>();
  for (const party of raw.map(partyOf)) {
    if (party !== undefined && !parties.has(party.address)) parties.set(party.address, party);
  }
  return [...parties.values()];
};

/** At most as much as Exchange's own preview, even where more is sent. No character is cut in two. */
export const previewOf = (text: string | null): string | null => {
  const beginning = (text ?? '').slice(0, 255).replace(/[\uD800-\uDBFF]$/, '');
  return beginning.trim() === '' ? null : beginning.trim();
};
