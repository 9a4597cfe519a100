import type { FiledReport, Party, Supporting } from '../../lib/reports/report.ts';
import type { Client, Movement } from './client.ts';
import type { NamedPerson, Organization } from './people.ts';

type Suspicion = {
  /** Plain facts for the reader of one report, in the language given. */
  narrative(facts: Facts): string;
  /** For the later reports of one history; the narrative again when absent. */
  followUp?(facts: Facts): string;
  language?: 'en' | 'fr';
  actionTaken: string;
  projects?: NonNullable<FiledReport['suspicion']>['projects'];
  /** How many transactions one report holds; a longer history becomes several reports. */
  atMost?: number;
  /** Known beside the transactions; it goes with the last report. */
  supporting?: Supporting;
  /** Named in supporting records although no transaction names them. */
  alsoNamed?: (NamedPerson | Organization)[];
};

/** What a narrative may quote of its report. */
export type Facts = {
  first: string;
  last: string;
  count: number;
  received: string;
  sent: string;
};

/** Suspicious transaction reports of one client: the history in order of time, cut into parts. */
export function fileReports(
  client: Client,
  movements: readonly Movement[],
  suspicion: Suspicion,
): FiledReport[] {
  const inOrder = [...movements].sort(
    (a, b) => Date.parse(a.transaction.at) - Date.parse(b.transaction.at),
  );
  const parts = cut(inOrder, suspicion.atMost ?? 36);
  let transactionCount = 0;
  return parts.map((part, index) => {
    const tell = index === 0 ? suspicion.narrative : (suspicion.followUp ?? suspicion.narrative);
    const transactions = part.map(({ transaction }) => ({
      ref: `${client.party.clientNumber}-T${String(++transactionCount).padStart(4, '0')}`,
      ...transaction,
    }));
    const isLast = index === parts.length - 1;
    const others = [...part.flatMap((movement) => movement.others)];
    if (isLast) others.push(...(suspicion.alsoNamed ?? []));
    return {
      reportType: 'STR',
      action: 'submit',
      reference: referenceOf(client, index),
      reportingEntityNumber: client.institution.number,
      contactId: client.institution.contactId,
      sector: client.institution.sector,
      suspicion: {
        type: 'ML',
        ...(suspicion.projects && { projects: suspicion.projects }),
        narrative: tell(factsOf(part)),
        narrativeLanguage: suspicion.language ?? 'en',
      },
      actionTaken: suspicion.actionTaken,
      ...(index > 0 && {
        related: [{ reference: referenceOf(client, index - 1), transactions: [] }],
      }),
      parties: eachOnce([client.party, ...others]),
      accounts: [client.account],
      transactions,
      ...(isLast && suspicion.supporting && { supporting: suspicion.supporting }),
    };
  });
}

const referenceOf = (client: Client, index: number) =>
  `STR-2026-${client.party.clientNumber}-${String(index + 1).padStart(2, '0')}`;

/** Parts of nearly equal length, none longer than `atMost`. */
function cut<T>(items: readonly T[], atMost: number): T[][] {
  const parts = Math.ceil(items.length / atMost);
  const length = Math.ceil(items.length / parts);
  return Array.from({ length: parts }, (_, index) =>
    items.slice(index * length, (index + 1) * length),
  ).filter((part) => part.length > 0);
}

function eachOnce(parties: readonly Party[]): Party[] {
  return [...new Map(parties.map((party) => [party.ref, party])).values()];
}

function factsOf(part: readonly Movement[]): Facts {
  const total = (direction: 'in' | 'out') => {
    const cents = part
      .flatMap(({ transaction }) => transaction.start)
      .filter((start) => start.direction === direction)
      .reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
    return (cents / 100).toFixed(2);
  };
  return {
    first: part[0]?.transaction.at.slice(0, 10) ?? '',
    last: part.at(-1)?.transaction.at.slice(0, 10) ?? '',
    count: part.length,
    received: total('in'),
    sent: total('out'),
  };
}
