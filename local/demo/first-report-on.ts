import type { UserName } from '../identity.ts';
import { type Sample, sampleBatches } from '../samples.ts';

/** A report as it was sent, and the client it is about. */
export type ReportOnClient = {
  /** Who sent it. */
  user: UserName;
  reference: string;
  reportingEntityNumber: number;
  client: Client;
};
export type Client = { clientNumber: string; surname: string; given: string; birthDate: string };

type SentReport = Pick<ReportOnClient, 'reference' | 'reportingEntityNumber'> & {
  parties?: Client[];
};

/** The first report of the sample batches about a person. @param clientNumber as in `planted.json`. */
export function firstReportOn(clientNumber: string): ReportOnClient {
  for (const sample of sampleBatches()) {
    for (const { reference, reportingEntityNumber, parties = [] } of reportsIn(sample)) {
      const client = parties.find((party) => party.clientNumber === clientNumber);
      if (client) return { user: sample.user, reference, reportingEntityNumber, client };
    }
  }
  throw new Error(`No sample batch holds a report about ${clientNumber}`);
}

function reportsIn({ contentType, body }: Sample): SentReport[] {
  if (contentType === 'application/json') {
    return (JSON.parse(body) as { reports: SentReport[] }).reports;
  }
  const [, ...lines] = body.trim().split('\n');
  return lines.map((line) => JSON.parse(line) as SentReport);
}
