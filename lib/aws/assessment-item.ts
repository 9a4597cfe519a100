import * as z from 'zod';
import { plainParser } from '../accepts-plainly.ts';
import { type Assessment, assessmentSchema, type Outcome } from '../cases/assessment.ts';
import { assessmentKey } from './keys.ts';
import { packJson, unpackJson } from './packed-json.ts';

/** The list of assessments of one outcome, the highest score first. */
export const assessmentWorklist = (outcome: Outcome) => `ASSESSMENTS#${outcome}`;

const itemSchema = z.object({ version: z.int(), assessment: z.instanceof(Uint8Array) });
const parseAssessment = plainParser(assessmentSchema);

/**
 * An assessment as the cases table holds it: compressed JSON. The evidence of a match is a list of
 * names that repeat themselves, so that it shrinks to about a twentieth: three subjects with 72 matches
 * that name 1,600 entries take 10 KB, 32 subjects with 1,280 matches that name 77,000 take 280 KB.
 *
 * @throws RangeError when it does not fit into one item; the message that led to it then ends among
 *   the dead letters, where somebody is told.
 */
export function assessmentItem(assessment: Assessment, version: number) {
  return {
    ...assessmentKey(assessment.caseId),
    worklist: assessmentWorklist(assessment.outcome),
    worklistOrder: orderOf(assessment),
    version,
    assessment: packJson(assessment, `assessment of ${assessment.caseId}`),
  };
}

export function assessmentOf(item: Record<string, unknown>): {
  assessment: Assessment;
  version: number;
} {
  const { version, assessment } = itemSchema.parse(item);
  return { version, assessment: parseAssessment(unpackJson(assessment)) };
}

/** Text that sorts the highest score first, then by name. */
function orderOf({ caseId, typologies }: Assessment): string {
  const highest = Math.max(0, ...typologies.map(({ score }) => score));
  const descending = 9_999_999 - Math.round(highest * 100);
  return `${String(descending).padStart(7, '0')}#${caseId}`;
}
