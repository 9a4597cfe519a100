import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import * as z from 'zod';
import { type Outcome, outcomes } from '../cases/assessment.ts';
import { type EmployerRisk, employerRiskSchema } from '../employers/employer-risk.ts';
import { employerKey } from './keys.ts';

/** DynamoDB takes 400 KB in one item; this leaves room for the keys. */
const maxBytes = 390_000;

/** The one list of employers. */
export const employerWorklist = 'EMPLOYERS';

const itemSchema = z.object({ version: z.int(), packed: z.instanceof(Uint8Array) });

/**
 * What is known of an employer as the cases table holds it: compressed JSON, like an assessment.
 *
 * @throws RangeError when it does not fit into one item, which takes some 100,000 named entries.
 */
export function employerItem(risk: EmployerRisk, version: number) {
  const packed = brotliCompressSync(JSON.stringify(risk), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5 },
  });
  if (packed.length > maxBytes) {
    throw new RangeError(`assessment of ${risk.employer}: ${packed.length} bytes`);
  }
  return {
    ...employerKey(risk.employer),
    worklist: employerWorklist,
    worklistOrder: employerOrder(risk),
    version,
    packed,
  };
}

export function employerRiskOf(item: Record<string, unknown>): {
  risk: EmployerRisk;
  version: number;
} {
  const { version, packed } = itemSchema.parse(item);
  const text = brotliDecompressSync(packed).toString('utf-8');
  return { version, risk: employerRiskSchema.parse(JSON.parse(text)) };
}

/** Text that sorts the strongest outcome first, then the highest score, then the most workers. */
export function employerOrder({ employer, outcome, score, workersAffected }: EmployerRisk): string {
  const points = descending(Math.round(score.score * 100), 7);
  return `${outcomeOrder(outcome)}#${points}#${descending(workersAffected, 5)}#${employer}`;
}

/** What the places of one outcome begin with. */
export const outcomeOrder = (outcome: Outcome): string =>
  String(outcomes.length - outcomes.indexOf(outcome));

const descending = (number: number, digits: number): string =>
  String(10 ** digits - 1 - number).padStart(digits, '0');
