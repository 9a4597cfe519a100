import { ledgerKey } from '../../lib/identifiers.ts';
import { sampleBatches } from '../../local/samples.ts';
import { entity } from './reports.ts';

/** A record as it is sent. */
export type SentReport = {
  reference: string;
  action: string;
  suspicion: { narrative: string };
  parties: { clientNumber?: string }[];
} & Record<string, unknown>;

/** The four reports of the sample batches about one client who sends small sums abroad in the evening. */
const told: string[] = sampleBatches()
  .filter(({ file }) => file.startsWith('lakeshore'))
  .flatMap(({ file, body }) =>
    file.endsWith('.json')
      ? (JSON.parse(body).reports as object[]).map((report) => JSON.stringify(report))
      : body.trim().split('\n').slice(1),
  )
  .filter((text) => text.includes('"clientNumber":"LS-10009"'));

/**
 * Four reports of the first reporting entity about a client who is a case alone: the same story as the
 * sample's, about somebody with another number, name, account, telephone and payees.
 *
 * @param number of the client, five digits.
 */
export const remitterReports = (number: string): SentReport[] =>
  told.map((text) => {
    const own = text
      .replaceAll('10009', number)
      .replaceAll('7654321', entity)
      .replaceAll(
        'MODELDEN',
        `MODEL${[...number].map((digit) => 'ABCDEFGHIJ'[Number(digit)]).join('')}`,
      )
      .replaceAll('905-555-0100', `905-555-${number.slice(-4)}`)
      .replaceAll(/\.(\d{3})@/g, `.$1${number}@`);
    return JSON.parse(own) as SentReport;
  });

export const remitter = (number: string) => ledgerKey('party', 'client', entity, `LS-${number}`);

/** The same report in full again, as a correction. */
export const changed = (report: SentReport, changes: Partial<SentReport> = {}): SentReport => ({
  ...report,
  action: 'change',
  ...changes,
});
