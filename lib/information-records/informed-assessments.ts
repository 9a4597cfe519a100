import type { Assessment } from '../cases/assessment.ts';
import type { Cases, Page } from '../cases/cases.ts';
import type { RecipientId } from '../identifiers.ts';
import type { InformedAssessments } from './information-records.ts';

/**
 * A page of assessments that pass no gate although an agency has asked about somebody in them: for a
 * person to look at. Marks on those that are a case by now are passed over.
 */
export async function informedAssessments(
  {
    informed,
    cases,
  }: { informed: Pick<InformedAssessments, 'listInformed'>; cases: Pick<Cases, 'assessment'> },
  query: { cursor?: string; limit: number },
): Promise<Page<{ assessment: Assessment; informedBy: RecipientId[] }>> {
  const page = await informed.listInformed(query);
  const items = await Promise.all(
    page.items.map(async ({ caseId, informedBy }) => {
      const assessment = await cases.assessment(caseId);
      const left = assessment?.outcome === 'watch' || assessment?.outcome === 'none';
      return left ? [{ assessment, informedBy }] : [];
    }),
  );
  return { ...page, items: items.flat() };
}
