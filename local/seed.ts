import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { demonstrationUsers, type UserName } from './identity.ts';
import type { RunningStack } from './stack.ts';

const batches = join(import.meta.dirname, '..', 'events', 'batches');

/**
 * Submits the sample batches, each as the reporting entity it names, once for a data directory.
 * The file's name is the idempotency key, so a start that is interrupted may safely do it again.
 *
 * @returns how many batches were submitted now.
 */
export async function seedSamples(stack: RunningStack): Promise<number> {
  const mark = join(stack.dataDirectory, 'seeded.json');
  if (existsSync(mark)) return 0;
  const files = globSync('*.{json,ndjson}', { cwd: batches }).sort();
  for (const file of files) await submit(stack, join(batches, file));
  writeFileSync(mark, JSON.stringify({ files }));
  return files.length;
}

async function submit(stack: RunningStack, path: string): Promise<void> {
  const body = readFileSync(path, 'utf8');
  const lines = path.endsWith('.ndjson');
  const header = lines ? body.slice(0, body.indexOf('\n')) : body;
  const { submittingReportingEntityNumber: entity } = JSON.parse(header) as {
    submittingReportingEntityNumber?: number;
  };
  const answer = await fetch(`${stack.url}/v1/batches`, {
    method: 'POST',
    body,
    headers: {
      authorization: `Bearer ${await stack.signIn(userOf(String(entity)))}`,
      'content-type': lines ? 'application/x-ndjson' : 'application/json',
      'idempotency-key': `sample-${basename(path)}`,
    },
  });
  if (!answer.ok) {
    throw new Error(`${basename(path)} was answered with ${answer.status}: ${await answer.text()}`);
  }
}

function userOf(entity: string): UserName {
  const names = Object.keys(demonstrationUsers) as UserName[];
  const found = names.find((name) => {
    const user = demonstrationUsers[name];
    return 'entity' in user && user.entity === entity;
  });
  if (!found) throw new Error(`No demonstration user speaks for the reporting entity ${entity}`);
  return found;
}
