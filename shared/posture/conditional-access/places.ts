import { type AddressRange, formatAddress, lastAddress, parseAddress, parseRange } from './address-ranges.ts';
import type { SnapshotLocation } from './sign-in-snapshot.ts';

/** A place as a witness shows it. What no policy asks for is absent. */
export interface PlacePoint {
  readonly address: string;
  /** Null for an address without a country. */
  readonly country?: string | null;
  readonly gpsCountry?: string | null;
  readonly compliantNetwork?: boolean;
  readonly mfaTrustedIp?: boolean;
}

/** Places that no policy can tell apart by the locations they lie in. */
export interface Place {
  readonly point: PlacePoint;
  readonly locationIds: ReadonlySet<string>;
  /** In a range that is marked as trusted, or in one of the MFA page, which Graph does not show. */
  readonly isTrusted: boolean;
}

type Ranges = Extract<SnapshotLocation, { kind: 'ranges' }>;
type Countries = Extract<SnapshotLocation, { kind: 'countries' }>;

/** Ranges of a location; undefined if one of them cannot be read. */
export const rangesOf = ({ ranges }: Ranges): readonly AddressRange[] | undefined => {
  const parsed = ranges.map(parseRange);
  return parsed.every((range) => range !== undefined) ? parsed : undefined;
};

/** Addresses of Microsoft's and the RFCs' examples, so that a witness shows one of them where it can. */
const examples = ['203.0.113.10', '198.51.100.10', '192.0.2.10', '2001:db8::10'].flatMap(
  (text) => parseAddress(text) ?? [],
);

interface AddressCell {
  readonly address: string;
  readonly locationIds: readonly string[];
}

const startsOf = (ranges: readonly AddressRange[]): readonly bigint[] => [
  ...new Set([
    0n,
    ...ranges.flatMap(({ version, first, last }) => [first, ...(last < lastAddress[version] ? [last + 1n] : [])]),
  ]),
];

/**
 * The addresses between two neighboring ends of ranges lie in the same locations. Of all such stretches that lie in the
 * same locations one stands for all.
 */
const addressCells = (locations: readonly Ranges[]): readonly AddressCell[] => {
  const located = locations.flatMap((location) =>
    (rangesOf(location) ?? []).map((range) => ({ id: location.id, range })),
  );
  const idsAt = (version: 4 | 6, value: bigint): readonly string[] => [
    ...new Set(
      located
        .filter(({ range }) => range.version === version && range.first <= value && value <= range.last)
        .map(({ id }) => id),
    ),
  ];
  const starts = ([4, 6] as const).flatMap((version) =>
    startsOf(located.map(({ range }) => range).filter((range) => range.version === version)).map((value) => ({
      version,
      value,
    })),
  );
  const cells = new Map<string, AddressCell>();
  for (const { version, value } of [...examples, ...starts]) {
    const locationIds = idsAt(version, value).toSorted();
    const key = locationIds.join();
    if (!cells.has(key)) cells.set(key, { address: formatAddress(version, value), locationIds });
  }
  return [...cells.values()];
};

interface CountryCell {
  readonly code: string | null;
  readonly locationIds: readonly string[];
}

/** A country that no location names, for "any other country". */
const otherCountry = (named: ReadonlySet<string>): string =>
  ['US', 'DE', 'FR', 'BR', 'IN', 'JP', 'NG', 'AU'].find((code) => !named.has(code)) ??
  Array.from({ length: 26 * 26 }, (_, at) => String.fromCharCode(65 + at / 26, 65 + (at % 26))).find(
    (code) => !named.has(code),
  ) ??
  'ZZ';

const countryCells = (locations: readonly Countries[]): readonly CountryCell[] => {
  const named = new Set(locations.flatMap(({ codes }) => codes));
  const codes = [otherCountry(named), ...[...named].toSorted(), null];
  const cells = codes.map((code) => ({
    code,
    locationIds: locations
      .filter((location) => (code === null ? location.withoutCountry : location.codes.includes(code)))
      .map(({ id }) => id),
  }));
  return [...Map.groupBy(cells, ({ locationIds }) => locationIds.join()).values()].flatMap(([first]) => first ?? []);
};

export interface NamedPlaces {
  /** The locations that a policy names, and those that are marked as trusted if a policy names them all. */
  readonly locations: readonly SnapshotLocation[];
  /** Whether a policy can tell the trusted IPs of the MFA page from other addresses. */
  readonly mfaTrustedIps: boolean;
}

/** More combinations than this are not made. */
const mostPlaces = 20_000;

/** One place for each combination of what locations can tell apart, untrusted ones first. Undefined if too many. */
export const placesOf = ({ locations, mfaTrustedIps }: NamedPlaces): readonly Place[] | undefined => {
  const ranges = locations.filter((location) => location.kind === 'ranges');
  const countries = locations.filter((location) => location.kind === 'countries');
  const byAddress = countries.filter(({ lookup }) => lookup === 'address');
  const byGps = countries.filter(({ lookup }) => lookup === 'gps');
  const networks = locations.filter(({ kind }) => kind === 'compliant-network').map(({ id }) => id);
  const trusted = new Set(ranges.filter(({ isTrusted }) => isTrusted).map(({ id }) => id));
  const sides = {
    address: addressCells(ranges),
    country: byAddress.length === 0 ? [undefined] : countryCells(byAddress),
    gps: byGps.length === 0 ? [undefined] : countryCells(byGps),
    network: networks.length === 0 ? [undefined] : [false, true],
    mfaTrustedIp: mfaTrustedIps ? [false, true] : [undefined],
  };
  if (Object.values(sides).reduce((product, { length }) => product * length, 1) > mostPlaces) return undefined;
  const places: Place[] = [];
  for (const mfaTrustedIp of sides.mfaTrustedIp)
    for (const address of sides.address)
      for (const country of sides.country)
        for (const gps of sides.gps)
          for (const network of sides.network)
            places.push({
              point: {
                address: address.address,
                ...(country === undefined ? {} : { country: country.code }),
                ...(gps === undefined ? {} : { gpsCountry: gps.code }),
                ...(network === undefined ? {} : { compliantNetwork: network }),
                ...(mfaTrustedIp === undefined ? {} : { mfaTrustedIp }),
              },
              locationIds: new Set([
                ...address.locationIds,
                ...(country?.locationIds ?? []),
                ...(gps?.locationIds ?? []),
                ...(network === true ? networks : []),
              ]),
              isTrusted: mfaTrustedIp === true || address.locationIds.some((id) => trusted.has(id)),
            });
  return places.toSorted(
    (one, other) => Number(one.isTrusted) - Number(other.isTrusted) || one.locationIds.size - other.locationIds.size,
  );
};
