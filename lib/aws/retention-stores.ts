/** Everything that retention works on, by the names under which functions find it. */
export const retentionStores = [
  'REPORTS_TABLE',
  'LEDGER_TABLE',
  'CASES_TABLE',
  'INBOX_BUCKET',
  'LEDGER_BUCKET',
  'PACKAGES_BUCKET',
  'EVALUATION_QUEUE_URL',
  'AUDIT_QUEUE_URL',
] as const;
export type RetentionStores = Record<(typeof retentionStores)[number], string>;
