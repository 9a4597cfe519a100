import type { BatchView } from '../../lib/http/batch-view.ts';
import { submitSample } from '../samples.ts';
import type { RunningStack } from '../stack.ts';
import { colleague } from './colleague.ts';
import type { ReportOnClient } from './first-report-on.ts';

/**
 * The reporting entity withdraws a report that it sent in error. Returns when all that rested on it was
 * judged anew.
 *
 * @throws Error when the withdrawal was not accepted.
 */
export async function withdrawReport(
  stack: RunningStack,
  { user, reference, reportingEntityNumber }: ReportOnClient,
): Promise<void> {
  const body = JSON.stringify({
    profile: 'transaction-report-batch/1',
    batchReference: 'DEMO-WITHDRAWAL-0001',
    submittingReportingEntityNumber: reportingEntityNumber,
    createdAt: '2026-11-20T21:15:00-05:00',
    reports: [
      {
        reportType: 'STR',
        action: 'delete',
        reference,
        reportingEntityNumber,
        deleteReason: 'error',
      },
    ],
  });
  const contentType = 'application/json';
  const batchId = await submitSample(stack, { file: 'withdrawal.json', contentType, body, user });
  await stack.idle();
  const sender = await colleague(stack, user);
  const { counts } = await sender.get<BatchView>(`/v1/batches/${batchId}`);
  if (counts.accepted !== 1) throw new Error(`the withdrawal of ${reference} was not accepted`);
}
