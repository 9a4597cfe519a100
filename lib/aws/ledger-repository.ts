import type { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { concurrently } from '../concurrently.ts';
import { StaleWrite } from '../errors.ts';
import type { LedgerKey } from '../identifiers.ts';
import type { Contribution } from '../ledger/contribution.ts';
import { emptyLedger, type Ledger, mergeContributions } from '../ledger/ledger.ts';
import type { Ledgers, Merged } from '../ledger/ledgers.ts';
import { entryBudget } from '../ledger/newest-entries.ts';
import { fewUsers, type Uses, usesAfter } from '../ledger/uses.ts';
import { ledgerChunks } from './ledger-chunks.ts';
import { ledgerHeads } from './ledger-heads.ts';
import { encodeHead, type LedgerHead } from './ledger-items.ts';
import { pauseWithJitter } from './pause-with-jitter.ts';
import { readLedger } from './read-ledger.ts';

const attempts = 40;
/**
 * Contributions leave the head for a chunk when they add more than this to it: with its key and all that
 * stays in it, a head is then written in two units. So it is sealed as often however many chunks it
 * lists. More would be kept at the dearest price, less would be sealed too often.
 */
export const sealAboveBytes = 1_230;

/**
 * Ledgers: a head in DynamoDB with the newest contributions and the list of sealed chunks, written by
 * one conditional put on its version; and the chunks, objects written before the head that lists them.
 * A contribution in the head or in any chunk counts by the merge law, so one that was superseded may
 * stay where it is, and one that is merged twice may stand twice.
 *
 * A merge reads and writes one item. Chunks are read only when they are packed together, and to tell
 * anew what a subject uses after a report about it was corrected. So a report costs the same however
 * long the history is.
 *
 * docs/decisions/018-ledgers-in-heads-and-objects.md
 *
 * @param store `pause` waits before the next attempt, with jitter; attempts are counted from 1.
 *   `budget` is how many entries of one ledger are read, and `openEntries` how many go into a chunk of
 *   the first level; tests need fewer. Of chunks that were read so many `entriesInMemory` stay there.
 */
export function ledgerRepository({
  client,
  table,
  s3,
  bucket,
  pause = pauseWithJitter,
  budget = entryBudget,
  sealAbove = sealAboveBytes,
  openEntries,
  entriesInMemory,
}: {
  client: DynamoDBDocumentClient;
  table: string;
  s3: S3Client;
  bucket: string;
  pause?: (attempt: number) => Promise<void>;
  budget?: number;
  sealAbove?: number;
  openEntries?: number | undefined;
  entriesInMemory?: number | undefined;
}): Ledgers {
  const chunks = ledgerChunks({ client: s3, bucket, pause, openEntries, entriesInMemory });
  const heads = ledgerHeads({ client, table, pause });

  /** Whose chunks were packed meanwhile is read by the newer head; the same head again means damage. */
  async function open(key: LedgerKey, head: LedgerHead | undefined): Promise<Ledger> {
    let held = head;
    for (let attempt = 1; held && attempt <= attempts; attempt += 1) {
      const ledger = await readLedger(key, held, chunks, budget);
      if (ledger) return ledger;
      held = await newerHead(key, held);
    }
    if (!held) return emptyLedger(key);
    throw new StaleWrite(key);
  }

  async function newerHead(key: LedgerKey, known: LedgerHead): Promise<LedgerHead | undefined> {
    const head = await heads.read(key);
    if (head?.version === known.version) throw new Error(`a chunk of the ledger ${key} is missing`);
    return head;
  }

  /** @returns undefined when somebody else wrote since `head` was read. */
  async function mergeInto(
    head: LedgerHead | undefined,
    key: LedgerKey,
    incoming: readonly Contribution[],
  ): Promise<Merged | undefined> {
    const known = head ?? unwritten;
    const held = mergeContributions(new Map(), known.recent);
    const recent = mergeContributions(held, incoming);
    if (recent === held) {
      const { version, uses } = known;
      return { changed: false, version, since: 0, uses, users: usersOf(key, known) };
    }

    const corrected = known.corrected || incoming.some(({ replaces }) => replaces);
    const uses = await usesWith(
      { ...known, recent: [...recent.values()], corrected },
      key,
      incoming,
    );
    if (!uses) return undefined;
    const next = {
      ...known,
      version: known.version + 1,
      recent: [...recent.values()],
      uses,
      corrected,
    };
    const users = usersOf(key, next);
    const { version } = next;
    const merged = { changed: true, version, since: version, uses, users };
    const item = encodeHead(next);
    if (!isOutgrown(key, item, next))
      return (await heads.write(key, known.version, item)) ? merged : undefined;

    const sealed = await chunks.seal(key, next);
    if (!sealed) return undefined;
    const lighter = encodeHead({ ...next, recent: [], chunks: sealed.chunks });
    if (!(await heads.write(key, known.version, lighter))) return undefined;
    await chunks.remove(key, sealed.packed);
    return merged;
  }

  /**
   * What a head takes without contributions sealing does not make less. Few users of a key stay where
   * they are seen.
   */
  const isOutgrown = (
    key: LedgerKey,
    { s: state }: ReturnType<typeof encodeHead>,
    head: LedgerHead,
  ): boolean =>
    state.length > sealAbove &&
    (isSubject(key) || head.recent.length > fewUsers) &&
    state.length > sealAbove + encodeHead({ ...head, recent: [] }).s.length;

  /** Undefined when a chunk is no more. */
  async function usesWith(
    { recent, corrected, ...head }: LedgerHead,
    key: LedgerKey,
    incoming: readonly Contribution[],
  ): Promise<Uses | undefined> {
    if (!isSubject(key)) return [];
    const version = head.version + 1;
    const told = { subject: key, version };
    if (!corrected) return usesAfter(head.uses, incoming, { ...told, anew: false });
    const everything = { ...head, recent, corrected };
    const ledger = await readLedger(key, everything, chunks, Number.POSITIVE_INFINITY);
    return ledger && usesAfter(head.uses, ledger.contributions.values(), { ...told, anew: true });
  }

  async function markOne(
    head: LedgerHead | undefined,
    subject: LedgerKey,
    keys: ReadonlySet<LedgerKey>,
  ): Promise<void> {
    let held = head;
    for (let attempt = 1; held && attempt <= attempts; attempt += 1) {
      const isNews = held.uses.some(({ key, shared }) => keys.has(key) && !shared);
      if (!isNews) return;
      const uses = held.uses.map((use) =>
        keys.has(use.key) ? { ...use, shared: true as const } : use,
      );
      const next = encodeHead({ ...held, version: held.version + 1, uses });
      if (await heads.write(subject, held.version, next)) return;
      await pause(attempt);
      held = await heads.read(subject);
    }
    if (held) throw new StaleWrite(subject);
  }

  /** @param head as it was read; read again when somebody else wrote since. */
  async function merge(
    head: LedgerHead | undefined,
    key: LedgerKey,
    incoming: readonly Contribution[],
  ): Promise<Merged> {
    let held = head;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const merged = await mergeInto(held, key, incoming);
      // A write that failed may have been applied all the same, and be what this one found.
      if (merged) return attempt === 1 ? merged : { ...merged, since: 0 };
      await pause(attempt);
      held = await heads.read(key);
    }
    throw new StaleWrite(key);
  }

  return {
    get: async (key) => open(key, await heads.read(key)),

    version: (key) => heads.version(key),

    async getMany(keys) {
      const found = await heads.readMany(keys);
      const ledgers = new Map(keys.map((key) => [key, emptyLedger(key)]));
      await concurrently(found, async ([key, head]) => {
        ledgers.set(key, await open(key, head));
      });
      return ledgers;
    },

    merge: async (key, contributions) => merge(await heads.read(key), key, contributions),

    async mergeMany(changes) {
      const found = await heads.readMany([...changes.keys()]);
      const merged = new Map<LedgerKey, Merged>();
      await concurrently(changes, async ([key, contributions]) => {
        merged.set(key, await merge(found.get(key), key, contributions));
      });
      return merged;
    },

    async markShared(shared) {
      if (shared.size === 0) return;
      const found = await heads.readMany([...shared.keys()]);
      await concurrently(shared, async ([subject, keys]) => {
        await markOne(found.get(subject), subject, keys);
      });
    },
  };
}

const unwritten: LedgerHead = { version: 0, recent: [], chunks: [], uses: [], corrected: false };

const isSubject = (key: LedgerKey): boolean => key.startsWith('party:');

function usersOf(key: LedgerKey, { recent, chunks }: LedgerHead): Merged['users'] {
  if (isSubject(key)) return { newest: [], more: false };
  const using = recent.filter(({ members = [] }) => members.length > 0);
  return { newest: using.map(({ report }) => report.reference), more: chunks.length > 0 };
}
