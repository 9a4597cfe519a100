import { checkForbidden } from './check-forbidden.ts';
import { checkMoney } from './check-money.ts';
import { checkNecessity } from './check-necessity.ts';
import { checkPresence } from './check-presence.ts';
import { checkReferences } from './check-references.ts';
import { checkShape } from './check-shape.ts';
import { checkTimes } from './check-times.ts';
import { type Finding, isReject } from './findings.ts';
import type { FiledReport, Report } from './report.ts';

/** More than this, and a report has to be split. */
const defaultMaxTransactions = 500;

export type ValidationContext = {
  /** The token's reporting entity. */
  entity: string;
  /** RFC 3339 UTC: when the batch arrived. Fixed, so that a redelivery judges the same. */
  receivedAt: string;
  maxTransactions?: number;
};

/** Without a `report`, the record is rejected. */
export type Validated = { report?: Report; findings: Finding[] };

/**
 * Judges one record by the profile, in the profile's order: shape, entity, references, money, time,
 * presence, necessity, size. Only what has the right shape is looked into further.
 */
export function validateReport(value: unknown, context: ValidationContext): Validated {
  const shape = checkShape(value);
  if ('findings' in shape) return shape;
  const { report } = shape;
  const findings = [
    ...checkEntity(report, context),
    ...(report.action === 'delete' ? [] : checkContent(report, context)),
  ];
  return findings.some(isReject) ? { findings } : { report, findings };
}

const checkContent = (report: FiledReport, context: ValidationContext): Finding[] => [
  ...checkReferences(report),
  ...checkForbidden(report),
  ...checkMoney(report),
  ...checkTimes(report, context.receivedAt),
  ...checkPresence(report),
  ...checkNecessity(report),
  ...checkSize(report, context),
];

const checkEntity = (report: Report, { entity }: ValidationContext): Finding[] =>
  String(report.reportingEntityNumber) === entity
    ? []
    : [{ pointer: '/reportingEntityNumber', code: 'entity-mismatch' }];

function checkSize(
  { transactions, supporting }: FiledReport,
  { maxTransactions = defaultMaxTransactions }: ValidationContext,
): Finding[] {
  const size = transactions.length + (supporting?.declined?.length ?? 0);
  return size > maxTransactions
    ? [{ pointer: '/transactions', code: 'too-many-transactions' }]
    : [];
}
