/**
 * A second implementation of who sees which messages and events, written from the rules alone (api.md §1, rules 15–18).
 * An import rule forbids it to import the code that it checks.
 */
export interface OracleParty {
  readonly address: string;
}

export interface OracleMessage {
  readonly graphId: string;
  readonly from: OracleParty | null;
  readonly sender: OracleParty | null;
  readonly to: readonly OracleParty[];
  readonly cc: readonly OracleParty[];
  readonly bcc: readonly OracleParty[];
  readonly receivedAt: string;
  readonly isPrivate: boolean;
}

export interface OracleEvent {
  readonly graphId: string;
  readonly organizer: OracleParty | null;
  readonly attendees: readonly OracleParty[];
  readonly startAt: string;
  readonly endAt: string;
  readonly isPrivate: boolean;
}

export interface OracleRow<Copy> {
  readonly itemId: string;
  readonly copies: readonly Copy[];
}

export interface OraclePerson {
  readonly role: 'admin' | 'member' | 'viewer';
  readonly email: string;
  /** Proxy addresses from the MSP's own directory. */
  readonly proxies: readonly string[];
}

/** A row that a person sees, with the copy that represents it. */
export interface OracleVisibleRow {
  readonly itemId: string;
  readonly graphId: string;
  readonly isPrivate: boolean;
}

const day = 86_400_000;

const isMine = ({ email, proxies }: OraclePerson, party: OracleParty | null): boolean => {
  if (party === null) return false;
  return party.address === email || proxies.indexOf(party.address) >= 0;
};

const sees = (person: OraclePerson, parties: readonly (OracleParty | null)[]): boolean => {
  if (person.role === 'admin') return true;
  let any = false;
  for (const party of parties) any = isMine(person, party) || any;
  return any;
};

/** The rows that a person sees, in the order of the list. */
const sightsOf = <Copy extends { readonly graphId: string; readonly isPrivate: boolean }>(
  rows: readonly OracleRow<Copy>[],
  rules: {
    readonly mine: (copy: Copy) => boolean;
    readonly inWindow: (copy: Copy) => boolean;
    readonly before: (one: Copy, other: Copy) => number;
  },
): OracleVisibleRow[] => {
  const shown: { readonly itemId: string; readonly copy: Copy }[] = [];
  for (const { itemId, copies } of rows) {
    for (const copy of copies) {
      if (!rules.mine(copy)) continue;
      if (rules.inWindow(copy)) shown.push({ itemId, copy });
      break;
    }
  }
  shown.sort((one, other) => rules.before(one.copy, other.copy) || (one.itemId < other.itemId ? -1 : 1));
  return shown.map(({ itemId, copy }) => ({ itemId, graphId: copy.graphId, isPrivate: copy.isPrivate }));
};

export const messagesSeenBy = (
  person: OraclePerson,
  rows: readonly OracleRow<OracleMessage>[],
  nowMilliseconds: number,
): OracleVisibleRow[] =>
  sightsOf(rows, {
    mine: ({ from, sender, to, cc, bcc }) => sees(person, [from, sender, ...to, ...cc, ...bcc]),
    inWindow: ({ receivedAt }) => Date.parse(receivedAt) >= nowMilliseconds - 14 * day,
    before: (one, other) => Date.parse(other.receivedAt) - Date.parse(one.receivedAt),
  });

export const eventsSeenBy = (
  person: OraclePerson,
  rows: readonly OracleRow<OracleEvent>[],
  nowMilliseconds: number,
): OracleVisibleRow[] =>
  sightsOf(rows, {
    mine: ({ organizer, attendees }) => sees(person, [organizer, ...attendees]),
    inWindow: ({ startAt, endAt }) =>
      Date.parse(endAt) >= nowMilliseconds - 14 * day && Date.parse(startAt) <= nowMilliseconds + 14 * day,
    before: (one, other) => Date.parse(one.startAt) - Date.parse(other.startAt),
  });
