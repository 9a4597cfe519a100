import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Assessment, Outcome } from '../cases/assessment.ts';
import type { Page } from '../cases/cases.ts';
import { assessmentOf, assessmentWorklist } from './assessment-item.ts';
import { batchGet, itemName } from './batch-get.ts';
import { pauseWithJitter } from './pause-with-jitter.ts';
import { worklistPage } from './worklist-page.ts';

/**
 * A page of assessments of one outcome, the highest score first. The index, which may be some
 * milliseconds old, tells whose they are; what has another outcome by now is left out.
 *
 * @param cursor the place of the last one of the page before.
 */
export async function listAssessments(
  {
    pause = pauseWithJitter,
    ...store
  }: {
    client: DynamoDBDocumentClient;
    table: string;
    pause?: ((attempt: number) => Promise<void>) | undefined;
  },
  { outcome, cursor, limit }: { outcome: Outcome; cursor?: string | undefined; limit: number },
): Promise<Page<Assessment>> {
  const list = assessmentWorklist(outcome);
  const page = await worklistPage(store, { list, cursor, limit, order: 'ascending' });
  const keys = page.items.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
  const items = await batchGet({ ...store, pause }, keys);
  const byName = new Map(items.map((item) => [itemName(item), assessmentOf(item).assessment]));
  const assessments = keys.flatMap((key) => byName.get(itemName(key)) ?? []);
  const last = page.items.at(-1)?.['worklistOrder'];
  return {
    items: assessments.filter((one) => one.outcome === outcome),
    ...(page.more && { cursor: String(last) }),
  };
}
