import { hash as hashOf } from 'node:crypto';

/**
 * What a reading knows of the facts in store and has read of them itself: which ids stand there, with which content, and which of them were seen. It holds
 * digests in typed arrays, about 45 bytes a fact however long ids are, because a reading of 25,000 users must not need more memory than one of 1,000.
 *
 * Sixteen bytes of a SHA-256 stand for an id or a content: two that differ are taken for one in about one of 2^128 cases.
 */
export interface KnownFacts {
  /** Notes what stands in the table. */
  noteStored(factId: string, hash: string): void;
  /** Notes what was read; answers whether the table has it otherwise, or not at all. */
  noteRead(factId: string, hash: string): boolean;
  /** Counts a fact that stands in the table as read, whatever its content; false where none of this id stands there. */
  noteKept(factId: string): boolean;
  wasRead(factId: string): boolean;
  /** Different ids that were read. */
  readCount(): number;
  /** Ids that stand in the table and were not read. */
  unreadCount(): number;
}

const digestBytes = 16;
/** An id, a content, and whether it was read. */
const entryBytes = 2 * digestBytes + 1;
/** Entries come in chunks, so that nothing is copied when there are more of them than was thought. */
const entriesInChunk = 512;
const fullest = 3 / 4;
const nothing = Buffer.alloc(0);

export const openKnownFacts = (): KnownFacts => {
  const chunks: Buffer[] = [];
  /** Open addressing: the number of an entry, counted from one, at the place that its id hashes to, or at one of the next. */
  let places = new Uint32Array(64);
  let entries = 0;
  let read = 0;

  const entryAt = (entry: number): Buffer => {
    if (chunks.length * entriesInChunk <= entry) chunks.push(Buffer.alloc(entriesInChunk * entryBytes));
    const start = (entry % entriesInChunk) * entryBytes;
    return chunks[Math.floor(entry / entriesInChunk)]?.subarray(start, start + entryBytes) ?? nothing;
  };
  const placeOf = (id: Buffer): number => {
    const mask = places.length - 1;
    for (let place = id.readUInt32LE(0) & mask; ; place = (place + 1) & mask) {
      const entry = places[place] ?? 0;
      if (entry === 0 || entryAt(entry - 1).compare(id, 0, digestBytes, 0, digestBytes) === 0) return place;
    }
  };
  const makeRoom = (): void => {
    if (entries + 1 <= places.length * fullest) return;
    places = new Uint32Array(places.length * 2);
    for (let entry = 0; entry < entries; entry += 1) places[placeOf(entryAt(entry))] = entry + 1;
  };
  const find = (id: Buffer): Buffer | undefined => {
    const entry = places[placeOf(id)] ?? 0;
    return entry === 0 ? undefined : entryAt(entry - 1);
  };
  const put = (id: Buffer, content: Buffer): Buffer => {
    makeRoom();
    places[placeOf(id)] = entries + 1;
    const entry = entryAt(entries);
    entries += 1;
    entry.set(id);
    entry.set(content, digestBytes);
    return entry;
  };
  const markRead = (entry: Buffer): void => {
    read += 1 - (entry[2 * digestBytes] ?? 0);
    entry[2 * digestBytes] = 1;
  };

  return {
    noteStored(factId, hash) {
      put(digestOf(factId), digestOf(hash));
    },
    noteRead(factId, hash) {
      const [id, content] = [digestOf(factId), digestOf(hash)];
      const known = find(id);
      const entry = known ?? put(id, content);
      markRead(entry);
      const isSame = entry.compare(content, 0, digestBytes, digestBytes, 2 * digestBytes) === 0;
      entry.set(content, digestBytes);
      return known === undefined || !isSame;
    },
    noteKept(factId) {
      const entry = find(digestOf(factId));
      if (entry !== undefined) markRead(entry);
      return entry !== undefined;
    },
    wasRead: (factId) => find(digestOf(factId))?.[2 * digestBytes] === 1,
    readCount: () => read,
    unreadCount: () => entries - read,
  };
};

const digestOf = (text: string): Buffer => hashOf('sha256', text, 'buffer').subarray(0, digestBytes);
