import type { LedgerKey } from '../identifiers.ts';
import { caseIdOf } from './assessment.ts';
import { bondsOf } from './bonds.ts';
import type { Assembly } from './cases.ts';
import { type HeededDecisions, heededDecisions } from './heeded-decisions.ts';
import type { KnownLedgers } from './known-ledgers.ts';
import { type LinkedSubjects, linkSubjects } from './link-subjects.ts';
import { workedOnAmong } from './plan-assembly.ts';
import { readStored } from './read-stored.ts';

/**
 * The group that a subject is in now, as an assembly would find it, and what people decided that its
 * own case heeds. Nothing is written.
 */
export async function groupAround(
  subject: LedgerKey,
  { assembly, known }: { assembly: Pick<Assembly, 'read'>; known: KnownLedgers },
): Promise<LinkedSubjects & { heeding: HeededDecisions }> {
  for (let around: ReadonlySet<LedgerKey> = new Set([subject]); ; ) {
    const { before, within } = await readStored(assembly, around);
    const cases = [...before.cases.values()];
    const group = await linkSubjects(subject, known, bondsOf(cases));
    const { subjects, beyond } = group;
    around = new Set([...within, ...subjects, ...beyond]);
    if (around.size > within.size) continue;
    const [own = caseIdOf(subjects)] = workedOnAmong(before, subjects);
    return { ...group, heeding: heededDecisions(own, cases, subjects) };
  }
}
