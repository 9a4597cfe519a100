import { DomainError } from '../errors.ts';
import type { EntityNumber } from '../identifiers.ts';
import { pointerOf } from '../json-pointer.ts';
import { isLocalTime } from '../time.ts';
import { type BatchHeader, batchHeaderSchema } from './report.ts';

/** Whose batch it must be and, when an upload was requested for one reference, which. */
export type Expected = { entity: EntityNumber; batchReference?: string };

/**
 * The header of a batch.
 *
 * @param nameOf what its sender calls the field at a JSON pointer.
 * @throws DomainError invalid-batch-header, naming the fields; entity-mismatch;
 *   batch-reference-mismatch.
 */
export function readHeader(
  value: unknown,
  { entity, batchReference }: Expected,
  nameOf: (pointer: string) => string = (pointer) => pointer,
): BatchHeader {
  const parsed = batchHeaderSchema.safeParse(value);
  if (!parsed.success) {
    const pointers = new Set(parsed.error.issues.map(({ path }) => pointerOf(path) || '/'));
    throw new DomainError('invalid-batch-header', [...pointers].map(nameOf).join(', '));
  }
  const header = parsed.data;
  if (!isLocalTime(header.createdAt))
    throw new DomainError('invalid-batch-header', nameOf('/createdAt'));
  if (String(header.submittingReportingEntityNumber) !== entity) {
    throw new DomainError('entity-mismatch', nameOf('/submittingReportingEntityNumber'));
  }
  if (batchReference !== undefined && header.batchReference !== batchReference) {
    throw new DomainError('batch-reference-mismatch', nameOf('/batchReference'));
  }
  return header;
}
