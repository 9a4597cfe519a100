import {
  type BatchPlan,
  hasDue,
  type RetentionPlan,
  type Why,
} from '../../lib/retention/plan-retention.ts';

const whyInWords: Record<Why, string> = {
  unfinished: 'are not worked through yet',
  'within-10-years': 'were received less than 10 years ago',
  'within-15-years': 'were received less than 15 years ago',
  disclosed: 'were disclosed',
  'disclosure-pending': 'stand in a package that waits for its second person',
  'legal-hold': 'are on legal hold',
};

/** A plan for people: ids, counts and dates. */
export function planInWords(plan: RetentionPlan, isDone: boolean): string {
  const { asOf, batches, unnamedPackages = [] } = plan;
  const due = batches.filter(hasDue);
  const went = isDone ? 'went' : 'would go';
  const reports = due.reduce((sum, { goes }) => sum + goes.references.length, 0);
  const refused = due.reduce((sum, { goes }) => sum + goes.refused, 0);
  return [
    `As of ${asOf}, of ${batches.length} batches:`,
    ...staysInWords(batches),
    ...(due.length + unnamedPackages.length === 0 ? ['Nothing is due.'] : []),
    ...due.flatMap((one) => batchInWords(one, went)),
    ...(due.length === 0
      ? []
      : [`In all: identifiers of ${reports} reports and ${refused} refused records ${went}.`]),
    ...unnamedPackages.map((id) => `Package ${id}, which no disclosure names, ${went}.`),
  ].join('\n');
}

function staysInWords(batches: readonly BatchPlan[]): string[] {
  const counts = new Map<Why, number>();
  for (const { why, reports } of batches.flatMap(({ stays }) => stays)) {
    counts.set(why, (counts.get(why) ?? 0) + reports);
  }
  return [...counts].map(([why, count]) => `  ${count} reports stay: they ${whyInWords[why]}.`);
}

function batchInWords({ entity, batchId, receivedAt, goes }: BatchPlan, went: string): string[] {
  const { references, refused, objects, ledgers, registerEntries } = goes;
  const what = [
    ...(references.length > 0 ? [`identifiers of ${references.length} reports`] : []),
    ...(refused > 0 ? [`${refused} refused records`] : []),
  ].join(' and ');
  return [
    `${entity} ${batchId}, received ${receivedAt}: ${what} ${went}`,
    `  from ${objects.length} objects, ${ledgers} ledgers, ${registerEntries} entries of the register`,
    ...references.map((reference) => `  report ${reference}`),
  ];
}
