import type { FiledReport, Report } from '../../../lib/reports/report.ts';
import type { Random } from '../world/seeded-random.ts';
import type { Telling } from './telling.ts';

/** A change or withdrawal; an early one is accepted before what it corrects. */
export type Correction = Telling & { isEarly: boolean };

const changedShare = 0.03;
const withdrawnShare = 0.01;
/** Of those that are changed so many are changed before they arrive, and so many more than once. */
const early = 3;
const several = 3;

/** Of all reports 3 % are changed and 1 % withdrawn. */
export function correctionsOf(filed: readonly FiledReport[], random: Random): Correction[] {
  const left = [...filed];
  const draw = (share: number) =>
    Array.from({ length: Math.ceil(filed.length * share) }, () => {
      const [drawn] = left.splice(random.int(0, left.length - 1), 1);
      return drawn as FiledReport;
    });
  const changed = draw(changedShare);
  const withdrawn = draw(withdrawnShare);
  return [
    ...changed.flatMap((report, at) => {
      const isEarly = at < early;
      const first = correction(report, 1, isEarly, ways[at % ways.length]?.(report) ?? report);
      const isLast = at >= changed.length - several;
      return isLast ? [first, ...furtherOn(report, at)] : [first];
    }),
    ...withdrawn.map((report, at) => correction(report, 1, at === 0, withdrawalOf(report))),
  ];
}

/** Changed again, withdrawn after all, or withdrawn and brought back. */
function furtherOn(report: FiledReport, at: number): Correction[] {
  const again = { ...report, actionTaken: 'Reviewed again.' };
  if (at % 3 === 0) return [correction(report, 2, false, again)];
  const withdrawal = correction(report, 2, false, withdrawalOf(report));
  return at % 3 === 1 ? [withdrawal] : [withdrawal, correction(report, 3, false, again)];
}

function correction(
  { reference, reportingEntityNumber }: FiledReport,
  place: number,
  isEarly: boolean,
  corrected: Report,
): Correction {
  const action = corrected.action === 'delete' ? 'delete' : 'change';
  const report = { ...corrected, action } as Report;
  const name = `${reference} ${action} ${place}`;
  return { name, entity: String(reportingEntityNumber), report, place, isEarly };
}

const withdrawalOf = (report: FiledReport): Report => ({
  reportType: report.reportType,
  action: 'delete',
  reference: report.reference,
  reportingEntityNumber: report.reportingEntityNumber,
  deleteReason: 'error',
});

/** What a change changes: words, times, how much is told, and whom it is about. */
const ways: readonly ((report: FiledReport) => FiledReport)[] = [
  (report) => ({ ...report, actionTaken: `${report.actionTaken} Corrected.` }),
  (report) => ({
    ...report,
    parties: report.parties.map((party) =>
      party.clientNumber === undefined
        ? party
        : { ...party, clientNumber: `${party.clientNumber}-B`, phone: '343-555-0199' },
    ),
  }),
  (report) => ({
    ...report,
    transactions: report.transactions.map((transaction) => ({
      ...transaction,
      at: transaction.at.replace(/T\d\d/, 'T23'),
    })),
  }),
  (report) => ({
    ...report,
    parties: report.parties.map((party) =>
      party.clientNumber === undefined ? party : { ...party, phone: '343-555-0198' },
    ),
  }),
];
