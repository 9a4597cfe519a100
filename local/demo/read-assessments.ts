import type { AssessmentSummary } from '../../lib/cases/api.ts';
import type { Colleague } from './colleague.ts';

/** All assessments of an outcome, page by page. */
export async function readAssessments(
  analyst: Colleague,
  outcome: AssessmentSummary['outcome'],
): Promise<AssessmentSummary[]> {
  const all: AssessmentSummary[] = [];
  let cursor = '';
  do {
    const page = await analyst.get<{ assessments: AssessmentSummary[]; next?: string }>(
      `/v1/assessments?outcome=${outcome}&limit=50${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    all.push(...page.assessments);
    cursor = page.next ?? '';
  } while (cursor);
  return all;
}
