// npm run bench:audit: what it takes to verify an audit log of a million leaves.
import { hash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleName, tilesAt } from '../lib/audit/tiles.ts';
import { verifyLog } from '../lib/audit/verify/verify-log.ts';
import { openCopy } from '../local/cli/audit-copies.ts';
import { hashInThreads } from '../local/cli/audit-threads.ts';
import { writeAuditLog } from './audit/write-audit-log.ts';

const { values } = parseArgs({ options: { leaves: { type: 'string', default: '1000000' } } });
const leaves = Number(values.leaves);
const directory = mkdtempSync(join(tmpdir(), 'moneytrail-audit-'));
const putFile = (name: string, bytes: Uint8Array | string) => {
  mkdirSync(dirname(join(directory, name)), { recursive: true });
  writeFileSync(join(directory, name), bytes);
};

type Taken = { seconds: number; processorSeconds: number };

/** Of three runs the middle one; of the processor what all threads together took. */
async function timed(run: () => Promise<unknown> | unknown): Promise<Taken> {
  const taken: Taken[] = [];
  for (let times = 0; times < 3; times += 1) {
    const [start, before] = [performance.now(), process.cpuUsage()];
    await run();
    const { user, system } = process.cpuUsage(before);
    const seconds = (performance.now() - start) / 1000;
    taken.push({ seconds, processorSeconds: (user + system) / 1e6 });
  }
  return taken.sort((a, b) => a.seconds - b.seconds)[1] as Taken;
}

const rounded = (number: number) => Number(number.toPrecision(3));

try {
  const publicKey = await writeAuditLog(leaves, putFile);
  const bundles = tilesAt(0, leaves).map((tile) => readFileSync(join(directory, bundleName(tile))));
  const bytes = bundles.reduce((sum, { length }) => sum + length, 0);
  const verify = () =>
    verifyLog(openCopy(directory), { publicKey, hashAll: hashInThreads(directory) });

  const baseline = await timed(() => {
    for (const bundle of bundles) hash('sha256', bundle, 'buffer');
  });
  const untouched = await verify();
  if (untouched.fault) throw new Error(`a fault where there is none: ${untouched.fault.kind}`);
  const { seconds, processorSeconds } = await timed(verify);

  const [tile] = tilesAt(0, leaves).slice(-2);
  const name = bundleName(tile ?? { index: 0, width: 1 });
  const edited = Buffer.from(readFileSync(join(directory, name)));
  edited[60] = (edited[60] ?? 0) ^ 1;
  putFile(name, edited);
  const { fault } = await verify();
  if (fault?.kind !== 'edited') throw new Error('an edited leaf was not found');
  const edition = await timed(verify);

  const result = {
    leaves,
    megabytes: rounded(bytes / 1e6),
    seconds: rounded(seconds),
    leavesPerSecond: Math.round(leaves / seconds),
    processorSeconds: rounded(processorSeconds),
    secondsToFindAnEditedLeaf: rounded(edition.seconds),
    baseline: { name: 'SHA-256 of the same bytes', seconds: rounded(baseline.seconds) },
    ratio: rounded(processorSeconds / baseline.processorSeconds),
  };
  console.log(JSON.stringify(result));
} finally {
  rmSync(directory, { recursive: true });
}
