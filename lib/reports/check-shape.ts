import type * as z from 'zod';
import { acceptsPlainly } from '../accepts-plainly.ts';
import { pointersOf } from '../json-pointer.ts';
import type { Finding, FindingCode } from './findings.ts';
import { filedReportSchema, type Report, withdrawnReportSchema } from './report.ts';

const isPlainlyFiled = acceptsPlainly(filedReportSchema);

/**
 * Whether a record has the shape of the profile. Which of the two shapes is meant the action tells,
 * so that findings point at the field and not at the whole.
 */
export function checkShape(value: unknown): { report: Report } | { findings: Finding[] } {
  if (isPlainlyFiled(value)) return { report: value };
  const schema = isWithdrawal(value) ? withdrawnReportSchema : filedReportSchema;
  const parsed = schema.safeParse(value);
  if (parsed.success) return { report: parsed.data };
  return { findings: parsed.error.issues.flatMap((issue) => toFindings(issue, value)) };
}

const isWithdrawal = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'action' in value && value.action === 'delete';

function toFindings(issue: z.core.$ZodIssue, record: unknown): Finding[] {
  const code =
    issue.code === 'unrecognized_keys'
      ? 'field-unknown'
      : codeOf(issue, valueAt(record, issue.path));
  return pointersOf(issue).map((pointer) => ({ pointer, code }));
}

function codeOf(issue: z.core.$ZodIssue, value: unknown): FindingCode {
  if (value === undefined) return 'field-missing';
  switch (issue.code) {
    case 'invalid_value':
      return isRefusedCard(issue.path, value) ? 'identification-refused' : 'unknown-word';
    case 'invalid_union':
      return 'unknown-word';
    case 'invalid_format':
      return (isNegativeDecimal(value) && belowZero[String(issue.path.at(-1))]) || 'wrong-format';
    case 'too_big':
    case 'too_small':
      return 'out-of-range';
    default:
      return 'wrong-type';
  }
}

const isRefusedCard = (path: readonly PropertyKey[], value: unknown): boolean =>
  path.at(-1) === 'type' &&
  path.at(-3) === 'ids' &&
  typeof value === 'string' &&
  /health|insurance|^sin(_|$)/i.test(value);

/** What is said of a number below zero, by the field: elsewhere it is as wrong as any other text. */
const belowZero: Partial<Record<string, FindingCode>> = {
  amount: 'amount-not-positive',
  fee: 'amount-not-positive',
  valueInCanadianDollars: 'amount-not-positive',
  declaredMonthlyIncome: 'amount-not-positive',
  expectedMonthlyIn: 'amount-not-positive',
  exchangeRate: 'exchange-rate-not-positive',
};

const isNegativeDecimal = (value: unknown): boolean =>
  typeof value === 'string' && /^-\d+(\.\d+)?$/.test(value);

function valueAt(record: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined,
    record,
  );
}
