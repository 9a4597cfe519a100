import type { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { concurrently } from '../concurrently.ts';
import { StaleWrite } from '../errors.ts';
import type { EntityNumber } from '../identifiers.ts';
import { newest } from '../reports/register/known-report.ts';
import { type Place, placeOf as placeByDigest, type Shelf } from '../reports/register/place.ts';
import {
  type ShelfBounds,
  type ShelfHead,
  shelfBounds,
  withNews,
} from '../reports/register/shelf-head.ts';
import type { Decide, RegisteredReport, ReportRegister } from '../reports/register.ts';
import { pauseWithJitter } from './pause-with-jitter.ts';
import { MissingChunk, registerChunks } from './register-chunks.ts';
import { registerHeads, shelfName } from './register-heads.ts';
import { registerMerging } from './register-merging.ts';

const attempts = 40;

/**
 * The register of reports: 16 shelves for each entity. A shelf is a head in the reports table, with
 * what is known of its newest reports, written by one conditional put on its version; and sealed
 * chunks in the inbox bucket, written before the head that lists them. So thousands of reports cost
 * a few requests, and a report costs the same however many there are.
 *
 * A reader whose chunk was merged away meanwhile finds the new one by reading the head again. A crash
 * leaves at most an object that no head lists.
 *
 * @param register `pause` waits before the next attempt, with jitter; attempts are counted from 1.
 *   `placeOf` and `bounds` are for trying it out on a small scale.
 */
export function reportRegister({
  client,
  table,
  s3,
  bucket,
  pause = pauseWithJitter,
  placeOf = placeByDigest,
  bounds = shelfBounds,
}: {
  client: DynamoDBDocumentClient;
  table: string;
  s3: S3Client;
  bucket: string;
  pause?: (attempt: number) => Promise<void>;
  placeOf?: (reference: string) => Place;
  bounds?: ShelfBounds;
}): ReportRegister {
  const heads = registerHeads({ client, table, pause });
  const chunks = registerChunks({ s3, bucket, pause });
  const merge = registerMerging({ heads, chunks, placeOf, pause, bounds });
  const fingerprintOf = (reference: string) => placeOf(reference).fingerprint;

  /** What a shelf knows of these reports. */
  async function lookUp(
    shelf: Shelf,
    head: ShelfHead,
    references: readonly string[],
  ): Promise<Map<string, RegisteredReport>> {
    const sealed = new Set(references.filter((reference) => !head.recent.has(reference)));
    const wanted = { references: sealed, fingerprints: [...sealed].map(fingerprintOf) };
    const known = references.flatMap((reference) => {
      const report = head.recent.get(reference);
      return report ? [{ reference, report }] : [];
    });
    for (const entry of sealed.size > 0 ? head.chunks : []) {
      known.push(...(await chunks.find(shelf, entry, wanted)));
    }
    return newest(known);
  }

  async function changeOnce(
    shelf: Shelf,
    head: ShelfHead,
    { references, decide }: { references: readonly string[]; decide: Decide },
  ): Promise<ShelfHead> {
    const known = await lookUp(shelf, head, references);
    const news = decideAll(references, known, decide);
    if (news.size === 0) return head;
    const { next, sealed } = withNews(head, news, { bounds, fingerprintOf });
    if (sealed) await chunks.keep(shelf, sealed);
    await heads.write(shelf, next);
    return next;
  }

  /** Does something with a head, and again with a newer one when others came first. */
  async function withHead<T>(
    shelf: Shelf,
    first: ShelfHead,
    attempt: (head: ShelfHead) => Promise<T>,
  ): Promise<T> {
    let head = first;
    for (let tried = 1; tried <= attempts; tried += 1) {
      try {
        return await attempt(head);
      } catch (cause) {
        if (!(cause instanceof StaleWrite || cause instanceof MissingChunk)) throw cause;
        await pause(tried);
        const newer = await heads.read(shelf);
        if (cause instanceof MissingChunk && newer.version === head.version) throw cause;
        head = newer;
      }
    }
    throw new StaleWrite(shelfName(shelf));
  }

  /** @param task is given the head of each shelf, and those of the references that stand there. */
  async function onShelves(
    entity: EntityNumber,
    references: readonly string[],
    task: (shelf: Shelf, head: ShelfHead, references: readonly string[]) => Promise<void>,
  ): Promise<void> {
    const groups = Map.groupBy(new Set(references), (reference) => placeOf(reference).shelf);
    const read = await heads.readMany(entity, [...groups.keys()]);
    await concurrently(read, async ([shelf, head]) => {
      await task({ entity, shelf }, head, groups.get(shelf) ?? []);
    });
  }

  return {
    async getMany(entity, references) {
      const known = new Map<string, RegisteredReport>();
      await onShelves(entity, references, async (shelf, first, own) => {
        const found = await withHead(shelf, first, (head) => lookUp(shelf, head, own));
        for (const [reference, report] of found) known.set(reference, report);
      });
      return known;
    },

    async change(entity, references, decide) {
      const changed = new Map<string, ShelfHead>();
      await onShelves(entity, references, async (shelf, first, own) => {
        const task = { references: own, decide };
        const head = await withHead(shelf, first, (held) => changeOnce(shelf, held, task));
        changed.set(shelf.shelf, head);
      });
      await merge(entity, changed);
    },
  };
}

/** @throws Error when a version does not grow: of two records of a report the higher one counts. */
function decideAll(
  references: readonly string[],
  known: ReadonlyMap<string, RegisteredReport>,
  decide: Decide,
): Map<string, RegisteredReport> {
  const news = new Map<string, RegisteredReport>();
  for (const reference of references) {
    const before = known.get(reference);
    const next = decide(reference, before);
    if (!next) continue;
    if (next.version <= (before?.version ?? 0)) {
      throw new Error('the version of a report must grow');
    }
    news.set(reference, next);
  }
  return news;
}
