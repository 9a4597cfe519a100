import type * as z from 'zod';
import { DomainError } from '../errors.ts';
import type { EntityNumber } from '../identifiers.ts';
import { pointerOf } from '../json-pointer.ts';
import { isLocalTime } from '../time.ts';
import type { FindingCode } from './findings.ts';
import { type BatchHeader, batchHeaderSchema } from './report.ts';

/** Whose batch it must be and, when an upload was requested for one reference, which. */
export type Expected = { entity: EntityNumber; batchReference?: string };

/**
 * The header of a batch.
 *
 * @param nameOf what its sender calls the field at a JSON pointer.
 * @throws DomainError invalid-batch-header, naming each field and its fault; entity-mismatch;
 *   batch-reference-mismatch.
 */
export function readHeader(
  value: unknown,
  { entity, batchReference }: Expected,
  nameOf: (pointer: string) => string = (pointer) => pointer,
): BatchHeader {
  const parsed = batchHeaderSchema.safeParse(value);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => {
      // Of a key that is not ours only the object around it is told.
      const place = nameOf(pointerOf(issue.path)) || '""';
      return `${place}: ${codeOf(issue, value)}`;
    });
    throw new DomainError('invalid-batch-header', faults.join(', '));
  }
  const header = parsed.data;
  if (!isLocalTime(header.createdAt)) {
    const code = isLocalTime(`${header.createdAt}Z`) ? 'offset-missing' : 'time-not-real';
    throw new DomainError('invalid-batch-header', `${nameOf('/createdAt')}: ${code}`);
  }
  if (String(header.submittingReportingEntityNumber) !== entity) {
    throw new DomainError('entity-mismatch', nameOf('/submittingReportingEntityNumber'));
  }
  if (batchReference !== undefined && header.batchReference !== batchReference) {
    throw new DomainError('batch-reference-mismatch', nameOf('/batchReference'));
  }
  return header;
}

const codes: Partial<Record<z.core.$ZodIssue['code'], FindingCode>> = {
  unrecognized_keys: 'field-unknown',
  invalid_value: 'unknown-word',
  invalid_format: 'wrong-format',
  too_big: 'out-of-range',
  too_small: 'out-of-range',
};

/** As the same fault is called in a report. */
function codeOf({ code, path: [field] }: z.core.$ZodIssue, header: unknown): FindingCode {
  const isMissing = field !== undefined && Reflect.get(Object(header), field) === undefined;
  return isMissing ? 'field-missing' : (codes[code] ?? 'wrong-type');
}
