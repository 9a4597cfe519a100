import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { demonstrationUsers, type UserName } from './identity.ts';
import type { Reachable } from './stack.ts';

const directory = join(import.meta.dirname, '..', 'events', 'batches');

/** A synthetic batch of `events/batches/` and the demonstration user who sends it. */
export type Sample = { file: string; contentType: string; body: string; user: UserName };

/** All sample batches in the order of their names. */
export function sampleBatches(): Sample[] {
  return globSync('*-????-??-??.{json,ndjson}', { cwd: directory }).sort().map(readSample);
}

function readSample(file: string): Sample {
  const body = readFileSync(join(directory, file), 'utf8');
  const lines = file.endsWith('.ndjson');
  const header = lines ? body.slice(0, body.indexOf('\n')) : body;
  const { submittingReportingEntityNumber: entity } = JSON.parse(header) as {
    submittingReportingEntityNumber?: number;
  };
  const contentType = lines ? 'application/x-ndjson' : 'application/json';
  return { file, contentType, body, user: userOf(String(entity)) };
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

/**
 * Submits a sample as its reporting entity. The file's name is the idempotency key, so a start that
 * is interrupted may safely do it again.
 *
 * @returns the batch's id.
 */
export async function submitSample(stack: Reachable, sample: Sample): Promise<string> {
  const answer = await fetch(`${stack.url}/v1/batches`, {
    method: 'POST',
    body: sample.body,
    headers: {
      authorization: `Bearer ${await stack.signIn(sample.user)}`,
      'content-type': sample.contentType,
      'idempotency-key': `sample-${basename(sample.file)}`,
    },
  });
  if (!answer.ok) {
    throw new Error(`${sample.file} was answered with ${answer.status}: ${await answer.text()}`);
  }
  const { batchId } = (await answer.json()) as { batchId: string };
  return batchId;
}
