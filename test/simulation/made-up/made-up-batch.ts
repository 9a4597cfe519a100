import { digest } from '../../../lib/identifiers.ts';
import type { FiledReport, Report } from '../../../lib/reports/report.ts';
import type { Random } from '../world/seeded-random.ts';
import { beginning } from '../world/simulated-clock.ts';
import { localTime, type MadePerson, madeUpReport } from './made-up-report.ts';

/** A record as its entity sends it, with what must become of it. */
type MadeRecord = {
  /** JSON, but for a line that is none. */
  text: string;
  /** What the machine has to read in it; absent where it has to reject it. */
  report?: Report;
};

/** A batch as its entity sends it. */
export type MadeBatch = {
  entity: string;
  reference: string;
  form: 'json' | 'ndjson';
  records: readonly MadeRecord[];
  bytes: Uint8Array;
  /** SHA-256 of the bytes. */
  digest: string;
};

/** What entities know about: whom, under which references, and what they have said so far. */
export type Knowledge = {
  people: readonly MadePerson[];
  entities: readonly string[];
  references: readonly string[];
  /** Different contents of each report, by entity and reference: submissions repeat them. */
  contents: Map<string, FiledReport[]>;
  /** At most so many batches, of so many reports each. */
  most: { batches: number; reports: number };
  /** So many in each report. */
  transactions: { least: number; most: number };
  /** Over so many times six hours transactions are spread. */
  spread: number;
  /** Whether somebody carried cash for somebody else: done twice it would link the two. */
  carried: boolean;
};

/** At most so many batches, of at most so many reports. */
const most = {
  tiny: { batches: 1, reports: 2 },
  short: { batches: 2, reports: 3 },
  long: { batches: 5, reports: 5 },
};

const spreads = { tiny: [3, 6, 12, 32], short: [6, 12, 32], long: [12, 32] };

/** @param dense whether transactions lie so close together that there are mostly cases. */
export function madeUpKnowledge(
  { length, dense }: { length: keyof typeof most; dense: boolean },
  random: Random,
): Knowledge {
  const shared = random.pick([0, 0.4, 0.9]);
  const people = Array.from({ length: random.int(1, dense ? 2 : 3) }, (_, number) => ({
    number,
    circle: random.happens(shared) ? 90 : number,
  }));
  return {
    people,
    entities: random.happens(0.3) ? ['1000001', '2000002'] : ['1000001'],
    references: Array.from({ length: random.int(2, 4) }, (_, number) => `R${number + 1}`),
    contents: new Map(),
    most: dense ? { ...most[length], reports: Math.max(3, most[length].reports) } : most[length],
    transactions: dense ? { least: 2, most: 4 } : { least: 1, most: 3 },
    spread: dense ? 4 : random.pick(spreads[length]),
    carried: false,
  };
}

export function madeUpBatch(
  name: string,
  knowledge: Knowledge,
  random: Random,
  entity = random.pick(knowledge.entities),
): MadeBatch {
  const form = random.happens(0.3) ? 'json' : 'ndjson';
  const { reports } = knowledge.most;
  const length = Math.min(random.int(1, reports), random.int(1, reports + 1));
  const records = Array.from({ length }, () => madeUpRecord(entity, form, knowledge, random));
  return batchOf({ entity, reference: name, form }, records);
}

/** The bytes of a batch of these records. */
function batchOf(
  { entity, reference, form }: Pick<MadeBatch, 'entity' | 'reference' | 'form'>,
  records: readonly MadeRecord[],
): MadeBatch {
  const header = {
    profile: 'transaction-report-batch/1',
    batchReference: reference,
    submittingReportingEntityNumber: Number(entity),
    createdAt: localTime(beginning, '-05:00'),
  };
  const texts = records.map(({ text }) => text);
  const content =
    form === 'json'
      ? `${JSON.stringify(header).slice(0, -1)},"reports":[${texts.join(',')}]}`
      : `${[JSON.stringify(header), ...texts].join('\n')}\n`;
  const bytes = Buffer.from(content);
  return { entity, reference, form, records, bytes, digest: digest(bytes) };
}

function madeUpRecord(
  entity: string,
  form: MadeBatch['form'],
  knowledge: Knowledge,
  random: Random,
): MadeRecord {
  const reference = random.pick(knowledge.references);
  const kind = random.weighted({ submit: 6, change: 2.5, delete: 1, garbage: 0.8 });
  if (kind === 'delete') return said(withdrawal(entity, reference, random));
  if (kind === 'garbage')
    return garbage(contentOf(entity, reference, knowledge, random), form, random);
  return said({ ...contentOf(entity, reference, knowledge, random), action: kind });
}

const said = (report: Report): MadeRecord => ({ text: JSON.stringify(report), report });

const withdrawal = (entity: string, reference: string, random: Random): Report => ({
  reportType: 'STR',
  reference,
  reportingEntityNumber: Number(entity),
  action: 'delete',
  deleteReason: random.pick(['duplicate', 'error']),
});

/** Something that was said before under this reference, or something new. */
function contentOf(
  entity: string,
  reference: string,
  knowledge: Knowledge,
  random: Random,
): FiledReport {
  const { people, contents } = knowledge;
  const name = `${entity} ${reference}`;
  const known = contents.get(name) ?? [];
  if (known.length > 0 && random.happens(0.45)) return random.pick(known);
  const about = random.pick(people);
  const others = people.filter((person) => person !== about);
  const beside = others.length > 0 && random.happens(0.2) ? random.pick(others) : undefined;
  const carries = beside !== undefined && !knowledge.carried && random.happens(0.4);
  if (carries) knowledge.carried = true;
  const fresh = madeUpReport(
    {
      entity,
      reference,
      action: 'submit',
      about,
      beside: beside && { ...beside, carries },
      transactions: random.int(knowledge.transactions.least, knowledge.transactions.most),
      spread: knowledge.spread,
    },
    random,
  );
  contents.set(name, [...known, fresh]);
  return fresh;
}

/** Records that nobody may accept. */
function garbage(content: FiledReport, form: MadeBatch['form'], random: Random): MadeRecord {
  const [first] = content.transactions;
  const spoilt = {
    noJson: () => '{"reportType":',
    noFields: () => '{}',
    future: () => text({ transactions: [{ ...first, at: '2031-01-01T00:00:00-05:00' }] }),
    noOffset: () => text({ transactions: [{ ...first, at: '2026-06-01T00:00:00' }] }),
    nobody: () => text({ parties: [] }),
    stranger: () => text({ reportingEntityNumber: 7_654_321 }),
    unknownRef: () => text({ accounts: [] }),
    unknownField: () => text({ verdict: 'guilty' }),
  };
  const text = (changes: object) => JSON.stringify({ ...content, ...changes });
  const kinds = Object.keys(spoilt) as (keyof typeof spoilt)[];
  // A batch in JSON that holds no JSON is no batch.
  return { text: spoilt[random.pick(form === 'json' ? kinds.slice(1) : kinds)]() };
}
