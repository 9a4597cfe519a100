import type { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { StaleWrite } from '../errors.ts';
import type { LedgerKey } from '../identifiers.ts';
import type { Contribution } from '../ledger/contribution.ts';
import { contributionName } from '../ledger/ledger.ts';
import { fewUsers, type Uses, usesAfter } from '../ledger/uses.ts';
import type { RetainedLedgers } from '../retention/retention-ports.ts';
import { ledgerChunks } from './ledger-chunks.ts';
import { ledgerHeads } from './ledger-heads.ts';
import { type ChunkEntry, encodeHead, type LedgerHead } from './ledger-items.ts';
import { sealAboveBytes } from './ledger-repository.ts';
import { pauseWithJitter } from './pause-with-jitter.ts';
import { readLedger } from './read-ledger.ts';
import { retainedObjects } from './retention-objects.ts';

const attempts = 40;
/** Of a ledger that is written anew, so many entries go into one chunk. */
const entriesPerChunk = 8_192;

type Contributions = ReadonlyMap<string, Contribution>;
/** What a ledger says from then on, of what it says now. */
type Change = (standing: Contributions) => Contributions;

/** Ledgers that are made to forget: written anew, with nothing left of what they were before. */
export function retainedLedgers({
  client,
  table,
  s3,
  bucket,
  pause = pauseWithJitter,
}: {
  client: DynamoDBDocumentClient;
  table: string;
  s3: S3Client;
  bucket: string;
  pause?: (attempt: number) => Promise<void>;
}): RetainedLedgers {
  const heads = ledgerHeads({ client, table, pause });
  const chunks = ledgerChunks({ client: s3, bucket, pause, entriesInMemory: 1 });
  const objects = retainedObjects({ client: s3, bucket });

  /** Undefined when a chunk was packed away meanwhile. */
  const whole = async (key: LedgerKey, head: LedgerHead): Promise<Contributions | undefined> =>
    (await readLedger(key, head, chunks, Number.POSITIVE_INFINITY))?.contributions;

  /** @returns the head that was written; undefined where nobody has ever written a ledger. */
  async function writeAnew(key: LedgerKey, change: Change): Promise<LedgerHead | undefined> {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const head = await heads.read(key);
      if (!head) return undefined;
      const standing = await whole(key, head);
      const next = standing && (await anew(key, head, [...change(standing).values()]));
      if (next && (await heads.write(key, head.version, encodeHead(next)))) {
        await removeOlder(key, next);
        return next;
      }
      await pause(attempt);
    }
    throw new StaleWrite(key);
  }

  async function anew(
    key: LedgerKey,
    { version, uses, corrected }: LedgerHead,
    contributions: Contribution[],
  ): Promise<LedgerHead> {
    const next: LedgerHead = {
      version: version + 1,
      recent: contributions,
      chunks: [],
      uses: key.startsWith('party:')
        ? usesAfter(uses, contributions, { subject: key, version: version + 1, anew: true })
        : [],
      corrected: corrected || contributions.some(({ replaces }) => replaces),
    };
    const isSmall = contributions.length <= fewUsers && encodeHead(next).s.length <= sealAboveBytes;
    if (isSmall) return next;
    const sealed: ChunkEntry[] = [];
    for (const some of inGroups(contributions)) {
      sealed.push(await chunks.add(key, some, next.version));
    }
    return { ...next, recent: [], chunks: sealed };
  }

  /**
   * Whatever was written for this version or an earlier one and is not listed: no later head can list it,
   * for whoever wrote it lost to this one. Chunks of later versions are somebody else's.
   */
  async function removeOlder(key: LedgerKey, { version, chunks: listed }: LedgerHead) {
    const folder = `${key.replace(':', '/')}/`;
    const stays = new Set(listed.map(({ sealedIn, id }) => `${folder}${sealedIn}-${id}`));
    await objects.destroyWhere(
      folder,
      (name) => !stays.has(name) && Number.parseInt(name.slice(folder.length), 10) <= version,
    );
  }

  return {
    async reportsOf(key) {
      for (let attempt = 1; attempt <= attempts; attempt += 1) {
        const head = await heads.read(key);
        if (!head) return [];
        const standing = await whole(key, head);
        if (standing) return [...standing.keys()];
        await pause(attempt);
      }
      throw new StaleWrite(key);
    },

    async forget(subject, withdrawn) {
      const next = await writeAnew(subject, (standing) => replaced(standing, withdrawn));
      if (!next) return [];
      const written = [subject];
      for (const use of next.uses) {
        const told = (standing: Contributions) => toldBy(subject, use, standing);
        if (await writeAnew(use.key, told)) written.push(use.key);
      }
      return written;
    },
  };
}

/** Only what stands is replaced, and not by what is older. */
function replaced(standing: Contributions, incoming: readonly Contribution[]): Contributions {
  const next = new Map(standing);
  for (const one of incoming) {
    const name = contributionName(one.report);
    const present = next.get(name);
    if (present && present.revision <= one.revision) next.set(name, one);
  }
  return next;
}

/** What the ledger of a link key hears of a subject that uses it, under the name it is known by there. */
function toldBy(
  subject: LedgerKey,
  { changedAt, members }: Uses[number],
  standing: Contributions,
): Contributions {
  const revision = String(changedAt).padStart(12, '0');
  const own = [...standing.values()].filter(({ report }) => report.reference === subject);
  const told = own.map(({ report }): Contribution => ({ report, revision, entries: [], members }));
  return replaced(standing, told);
}

function inGroups(contributions: readonly Contribution[]): Contribution[][] {
  const groups: Contribution[][] = [];
  let entries = entriesPerChunk;
  for (const one of contributions) {
    if (entries >= entriesPerChunk) {
      groups.push([]);
      entries = 0;
    }
    groups.at(-1)?.push(one);
    entries += one.entries.length;
  }
  return groups;
}
