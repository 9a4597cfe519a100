import type { Message } from '@aws-sdk/client-sqs';

/**
 * The messages a function is done with, by the rules of Lambda: without item failures all of them;
 * with an identifier that is empty or unknown none, since the answer cannot be trusted.
 *
 * @param result the function's answer as JSON.
 */
export function succeededMessages(
  batch: Message[],
  result: string,
  reportsItemFailures: boolean,
): Message[] {
  if (!reportsItemFailures) return batch;
  const answer = JSON.parse(result) as { batchItemFailures?: unknown } | null;
  const failures = (answer?.batchItemFailures ?? []) as { itemIdentifier?: unknown }[];
  if (!Array.isArray(failures)) return [];
  const known = new Set(batch.map(({ MessageId }) => MessageId));
  const failed = new Set<unknown>(failures.map((failure) => failure?.itemIdentifier));
  const trusted = [...failed].every((id) => typeof id === 'string' && known.has(id));
  return trusted ? batch.filter(({ MessageId }) => !failed.has(MessageId)) : [];
}
