import { hash } from 'node:crypto';
import type { Api } from './api.ts';
import { exitCodes } from './exit-codes.ts';
import { Failure, PutRefused } from './failure.ts';
import type { Progress } from './progress.ts';
import { partsOf, type Sending, wholeMebibytes } from './sending.ts';
import { type Permit, readPartPermits, readUploadView, type UploadView } from './upload-view.ts';

/** So many parts are on their way at once, and in memory. */
const atOnce = 4;
/** A leave runs out within the hour, and a line may damage what it carries. */
const attemptsOfPart = 5;

type Part = { partNumber: number; content: Uint8Array<ArrayBuffer>; sha256: string };

/**
 * Sends what has not arrived yet of an upload in parts, and has it completed. It is told by the API
 * what has arrived, so it goes on where any earlier try, also on another machine, has stopped.
 */
export async function sendParts(
  api: Api,
  { batchId, partBytes = 0 }: UploadView,
  sending: Sending,
  progress: Progress,
): Promise<void> {
  const path = `v1/uploads/${encodeURIComponent(batchId)}`;
  const { status, arrived } = readUploadView(await api.get(path));
  if (status !== 'awaiting-upload') return;
  const bar = progress.begin('Sending (MiB)');
  try {
    // Without a list it is complete already, as far as its sender goes.
    const there = new Map(arrived?.map(({ partNumber, sha256 }) => [partNumber, sha256]));
    let sent = 0;
    const show = (bytes: number) => {
      sent += bytes;
      bar.show(wholeMebibytes(sent), wholeMebibytes(sending.sizeBytes));
    };
    if (arrived) {
      for await (const group of groupsOf(missingParts(sending, partBytes, there, show))) {
        await sendGroup(api, path, group, show);
      }
    }
    await api.post(`${path}/complete`, '', {});
  } finally {
    bar.end();
  }
}

async function* missingParts(
  sending: Sending,
  partBytes: number,
  arrived: ReadonlyMap<number, string>,
  show: (bytes: number) => void,
): AsyncGenerator<Part> {
  let partNumber = 0;
  for await (const content of partsOf(sending.read(), partBytes)) {
    partNumber += 1;
    const sha256 = hash('sha256', content, 'hex');
    if (arrived.get(partNumber) === sha256) show(content.length);
    else yield { partNumber, content, sha256 };
  }
}

async function* groupsOf(parts: AsyncIterable<Part>): AsyncGenerator<Part[]> {
  let group: Part[] = [];
  for await (const part of parts) {
    group.push(part);
    if (group.length < atOnce) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** Sends some parts at once; those that were refused are asked leave for again. */
async function sendGroup(
  api: Api,
  path: string,
  group: readonly Part[],
  show: (bytes: number) => void,
): Promise<void> {
  let left = [...group];
  for (let attempt = 1; left.length > 0; attempt += 1) {
    const asked = left.map(({ partNumber, sha256 }) => ({ partNumber, sha256 }));
    const permits = readPartPermits(
      await api.post(`${path}/parts`, JSON.stringify({ parts: asked }), {
        'content-type': 'application/json',
      }),
    );
    const refused: Part[] = [];
    const ends = await Promise.allSettled(
      left.map(async (part) => {
        const arrived = await putPart(api, part, permits.get(part.partNumber), attempt);
        if (arrived) show(part.content.length);
        else refused.push(part);
      }),
    );
    // The others have come to their end, so nothing is left on its way.
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
    left = refused;
  }
}

async function putPart(
  api: Api,
  { content }: Part,
  permit: Permit | undefined,
  attempt: number,
): Promise<boolean> {
  if (!permit) throw new Failure(exitCodes.refused, 'The API gave no address for a part');
  try {
    await api.put(permit.url, new Blob([content]), permit.headers);
    return true;
  } catch (failure) {
    if (!(failure instanceof PutRefused) || attempt === attemptsOfPart) throw failure;
    return false;
  }
}
