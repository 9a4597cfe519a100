import type { Assessment } from './assessment.ts';
import type { Case } from './case.ts';

/** Whether an assessment does not heed yet what people decided on its case. */
export const isBehind = (
  { caseId, standing }: Pick<Case, 'caseId' | 'standing'>,
  assessment: Pick<Assessment, 'heeds'> | undefined,
): boolean =>
  standing !== undefined &&
  assessment !== undefined &&
  assessment.heeds?.find((one) => one.caseId === caseId)?.sequence !== standing.sequence;
