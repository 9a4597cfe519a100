import type { Batch, FiledReport, Report } from '../../lib/reports/report.ts';
import { type Institution, institutions } from './client.ts';

/** A batch as an institution sends it, and the form it is sent in. */
export type SampleBatch = { file: string; form: 'json' | 'ndjson'; batch: Batch };

type Sending = { institution: Institution; on: string; form: SampleBatch['form'] };

const sendings: readonly Sending[] = [
  { institution: institutions.northbank, on: '2026-08-04', form: 'json' },
  { institution: institutions.northbank, on: '2026-09-03', form: 'ndjson' },
  { institution: institutions.northbank, on: '2026-10-02', form: 'ndjson' },
  { institution: institutions.northbank, on: '2026-10-30', form: 'json' },
  { institution: institutions.lakeshore, on: '2026-08-05', form: 'ndjson' },
  { institution: institutions.lakeshore, on: '2026-09-04', form: 'json' },
  { institution: institutions.lakeshore, on: '2026-10-05', form: 'ndjson' },
  { institution: institutions.lakeshore, on: '2026-10-30', form: 'ndjson' },
];

/**
 * Each report goes with the first batch after its last transaction. Later batches also take earlier
 * reports back, correct them and repeat some of them.
 *
 * @param correctable references of the reports that may be corrected, repeated and withdrawn.
 */
export function arrangeBatches(
  reports: readonly FiledReport[],
  correctable: ReadonlySet<string>,
): SampleBatch[] {
  return Object.values(institutions).flatMap((institution) => {
    const own = sendings.filter((sending) => sending.institution === institution);
    const left = reports
      .filter(({ reportingEntityNumber }) => reportingEntityNumber === institution.number)
      .sort((a, b) => lastMoment(a) - lastMoment(b));
    const sent: FiledReport[][] = [];
    return own.map(({ on, form }, index) => {
      const due = left.filter((report) => lastMoment(report) < Date.parse(`${on}T00:00:00Z`));
      left.splice(0, due.length);
      const earlier = sent.map((batch) =>
        batch.filter(({ reference }) => correctable.has(reference)),
      );
      sent.push(due);
      return {
        file: `${institution.slug}-${on}.${form}`,
        form,
        batch: {
          profile: 'transaction-report-batch/1',
          batchReference: `${institution.prefix}-${on}-${String(index + 1).padStart(4, '0')}`,
          submittingReportingEntityNumber: institution.number,
          createdAt: `${on}T21:15:00-04:00`,
          reports: [...due, ...afterthoughts(earlier, index)],
        },
      };
    });
  });
}

/** What an institution sends once more about earlier batches: a correction, a withdrawal, repeats. */
function afterthoughts(earlier: readonly FiledReport[][], index: number): Report[] {
  const before = earlier[index - 1] ?? [];
  const [first, second, third, fourth] = before;
  if (!first || !second || !third || !fourth) return [];
  return [
    { ...first, action: 'change', actionTaken: `${first.actionTaken} Corrected: contact renewed.` },
    {
      reportType: second.reportType,
      action: 'delete',
      reference: second.reference,
      reportingEntityNumber: second.reportingEntityNumber,
      deleteReason: index % 2 === 0 ? 'duplicate' : 'error',
    },
    third,
    fourth,
  ];
}

const lastMoment = ({ transactions }: FiledReport): number =>
  Math.max(...transactions.map(({ at }) => Date.parse(at)));

/** The bytes of a batch: one report a line in either form, so that a difference can be read. */
export function textOf({ form, batch: { reports, ...header } }: SampleBatch): string {
  const lines = reports.map((report) => JSON.stringify(report));
  if (form === 'ndjson') return `${[JSON.stringify(header), ...lines].join('\n')}\n`;
  return `${JSON.stringify(header).slice(0, -1)},"reports":[\n${lines.join(',\n')}\n]}\n`;
}
