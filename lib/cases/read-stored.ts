import type { LedgerKey } from '../identifiers.ts';
import type { Assembled, Assembly } from './cases.ts';

/** What is stored of the subjects and of everybody stored together with one of them. */
export async function readStored(
  assembly: Pick<Assembly, 'read'>,
  start: ReadonlySet<LedgerKey>,
): Promise<{ before: Assembled; within: ReadonlySet<LedgerKey> }> {
  const before = await assembly.read([...start].sort());
  const together = [...before.assessments.values()].flatMap(({ assessment }) =>
    assessment.subjects.map(({ subject }) => subject),
  );
  const within = new Set([...start, ...together]);
  return within.size === start.size ? { before, within } : readStored(assembly, within);
}
