import type { S3Client } from '@aws-sdk/client-s3';
import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { StaleWrite } from '../errors.ts';
import type { LedgerKey } from '../identifiers.ts';
import type { Contribution } from '../ledger/contribution.ts';
import { withdrawnContribution } from '../ledger/contributions-of-report.ts';
import { contributionName, mergeContributions } from '../ledger/ledger.ts';
import type { StoredLedgers } from '../ledger/stored-ledgers.ts';
import { usesAfter } from '../ledger/uses.ts';
import { ledgerKeyOf } from './keys.ts';
import { ledgerChunks } from './ledger-chunks.ts';
import { ledgerHeads } from './ledger-heads.ts';
import { type ChunkEntry, decodeHead, encodeHead, type LedgerHead } from './ledger-items.ts';
import { pauseWithJitter } from './pause-with-jitter.ts';
import { readLedger } from './read-ledger.ts';

const attempts = 8;
/** Of a ledger that is written anew, so many entries go into one chunk. */
const entriesPerChunk = 8_192;

type Contributions = ReadonlyMap<string, Contribution>;

/** Ledgers as they are stored, to be checked and mended. */
export function storedLedgers({
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
}): StoredLedgers {
  const heads = ledgerHeads({ client, table, pause });
  const chunks = ledgerChunks({ client: s3, bucket, pause });

  /** The head of which at least the version can be read; the rest only when nothing is damaged. */
  async function look(key: LedgerKey): Promise<{ version: number; head?: LedgerHead }> {
    const item = await heads.readItem(key);
    if (!item) return { version: 0 };
    const { v: version } = versionSchema.parse(item);
    return { version, ...(await undamaged(() => ({ head: decodeHead(item) }))) };
  }

  async function readWhole(key: LedgerKey, head: LedgerHead): Promise<Contributions | undefined> {
    const read = () => readLedger(key, head, chunks, Number.POSITIVE_INFINITY);
    return (await undamaged(read))?.contributions;
  }

  /** @returns false when somebody else wrote meanwhile. */
  async function writeAnew(
    key: LedgerKey,
    { version, head }: { version: number; head?: LedgerHead },
    contributions: Contributions,
  ): Promise<boolean> {
    const next = version + 1;
    const told = { subject: key, version: next, anew: true };
    const isSubject = key.startsWith('party:');
    const written: LedgerHead = {
      version: next,
      recent: [],
      chunks: await sealAll(key, [...contributions.values()], next),
      uses: isSubject ? usesAfter(head?.uses ?? [], contributions.values(), told) : [],
      corrected: true,
    };
    return heads.write(key, version, encodeHead(written));
  }

  async function sealAll(
    key: LedgerKey,
    contributions: readonly Contribution[],
    sealedIn: number,
  ): Promise<ChunkEntry[]> {
    const sealed: ChunkEntry[] = [];
    for (const some of inGroups(contributions)) sealed.push(await chunks.add(key, some, sealedIn));
    return sealed;
  }

  return {
    async *keys() {
      const scan = { TableName: table, ConsistentRead: true, ProjectionExpression: 'pk' };
      for await (const { Items = [] } of paginateScan({ client }, scan)) {
        yield* Items.map(ledgerKeyOf);
      }
    },

    async whole(key) {
      const { version, head } = await look(key);
      if (version === 0) return new Map();
      return head && readWhole(key, head);
    },

    async restore(key, expected) {
      for (let attempt = 1; attempt <= attempts; attempt += 1) {
        const found = await look(key);
        const standing = found.head && (await readWhole(key, found.head));
        if (await writeAnew(key, found, restored(standing ?? new Map(), expected))) return;
        await pause(attempt);
      }
      throw new StaleWrite(key);
    },

    async restoreLink(key, expected) {
      const subjects = await heads.readMany(expected.map(({ report }) => report.reference));
      const current = expected.map((one): [string, Contribution] => {
        const { uses = [] } = subjects.get(one.report.reference) ?? {};
        const changedAt = uses.find((use) => use.key === key)?.changedAt ?? 1;
        const revision = String(changedAt).padStart(12, '0');
        return [contributionName(one.report), { ...one, revision }];
      });
      await this.restore(key, new Map(current));
    },
  };
}

const versionSchema = z.object({ v: z.int().min(1) });

/** Undefined where bytes are damaged or missing: that is what is being looked for. */
async function undamaged<T>(read: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch {
    return undefined;
  }
}

/**
 * What should stand, with what came meanwhile; what stood beyond is withdrawn in its own revision, so
 * that an older message cannot bring it back.
 */
function restored(standing: Contributions, expected: Contributions): Contributions {
  const beyond = [...standing].filter(([name]) => !expected.has(name));
  const withdrawn = beyond.map(([, { report, revision }]) =>
    withdrawnContribution(report, revision),
  );
  const newer = [...standing.values()].filter(
    (one) => one.revision > (expected.get(contributionName(one.report))?.revision ?? one.revision),
  );
  return mergeContributions(
    mergeContributions(new Map(), [...expected.values(), ...withdrawn]),
    newer,
  );
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
