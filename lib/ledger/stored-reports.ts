import { isDeepStrictEqual } from 'node:util';
import type { LedgerKey } from '../identifiers.ts';
import { compareInstants } from './compare-instants.ts';
import type { Contribution, Use } from './contribution.ts';
import type { Entry } from './entry.ts';
import { onFirstUse } from './on-first-use.ts';

type Row = Record<string, unknown>;

/** Who tells it is told where it is another than before; a version in the batch of the one before by its distance. */
export function inHeads(contributions: readonly Contribution[]): Row[] {
  let before: Version | undefined;
  let entityBefore: string | undefined;
  return contributions.map((contribution) => {
    const { report, revision, entries, uses, keys, ...rest } = contribution;
    const { entity, reference } = report;
    const first = firstMoment(entries);
    const head = {
      ...(entity !== entityBefore && { entity }),
      reference,
      revision: distance(before, revision) ?? revision,
      ...rest,
      ...keysBeside(keys, uses),
      // What a party uses is mostly seen since the first entry, which is not said again.
      uses: uses?.map(({ since, ...use }) => (since === first ? use : { ...use, since })),
    };
    before = versionOf(revision);
    entityBefore = entity;
    return head;
  });
}

export function outOfHeads(rows: readonly Row[]): Row[] {
  let before: Version | undefined;
  let entityBefore: unknown;
  const told = onFirstUse((uses: unknown) => keysIn(uses as Use[]));
  return rows.map(({ entity = entityBefore, reference, revision: stored, keys, ...rest }) => {
    const revision = typeof stored === 'number' ? after(before, stored) : String(stored);
    before = versionOf(revision);
    entityBefore = entity;
    const all = keys ?? (rest['uses'] && told(rest['uses']));
    const report = { entity, reference };
    return { report, revision, ...rest, ...(all !== undefined && all !== noKeys && { keys: all }) };
  });
}

const noKeys = 'none';

/** Mostly the keys are those that are used, which is not said again. */
function keysBeside(keys: LedgerKey[] | undefined, uses: Use[] | undefined) {
  if (!uses) return { keys };
  if (!keys) return { keys: noKeys };
  return isDeepStrictEqual(keys, keysIn(uses)) ? {} : { keys };
}

/** Who works for an employer stands in its ledger, and is not recognized by it. */
const ofEmployers: ReadonlySet<Use['as']> = new Set(['worker', 'collector', 'employer']);

const keysIn = (uses: readonly Pick<Use, 'key' | 'as'>[]): LedgerKey[] =>
  [...new Set(uses.filter(({ as }) => !ofEmployers.has(as)).map(({ key }) => key))].sort();

/** A revision up to the digits it ends with, and these as a number. */
type Version = { batch: string; digits: number; position: number };

function versionOf(revision: string): Version {
  const digits = revision.length - revision.lastIndexOf(':') - 1;
  const batch = revision.slice(0, revision.length - digits);
  return { batch, digits, position: Number(revision.slice(batch.length)) };
}

/** Undefined where the one does not follow from the other. */
function distance(before: Version | undefined, revision: string): number | undefined {
  if (!before) return undefined;
  const steps = versionOf(revision).position - before.position;
  return Number.isSafeInteger(steps) && after(before, steps) === revision ? steps : undefined;
}

const after = (before: Version | undefined, steps: number): string => {
  const { batch, digits, position } = before ?? versionOf('');
  return `${batch}${String(position + steps).padStart(digits, '0')}`;
};

export function withEntries({ uses, ...head }: Row, entries: Entry[]): Contribution {
  const contribution = { ...head, entries } as unknown as Contribution;
  if (!uses) return contribution;
  const since = firstMoment(entries);
  return {
    ...contribution,
    uses: (uses as Partial<Use>[]).map((use) => ({ since, ...use }) as Use),
  };
}

/** As it is written at the earliest entry; of simultaneous ones at the first. */
const firstMoment = (entries: readonly Entry[]): string | undefined =>
  entries.length === 0
    ? undefined
    : entries.map(({ at }) => at).reduce((a, b) => (compareInstants(b, a) < 0 ? b : a));
