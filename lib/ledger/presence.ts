import type { LedgerKey } from '../identifiers.ts';
import type { Entry } from './entry.ts';
import type { StartAction } from './movements.ts';
import { type ReportIndex, sortedOnce } from './report-index.ts';

export type Presence = {
  fields: Pick<Entry, 'conductor' | 'conductorKey' | 'device'>;
  /** Subjects who carried it out for somebody else. */
  others: readonly LedgerKey[];
};

/** Kinds that somebody must bring; other money arrives from a sender who is not there. */
const brought = new Set<string>([
  'bank_draft',
  'cash',
  'casino_product',
  'cheque',
  'jewellery',
  'money_order',
  'precious_metals',
  'precious_stones',
]);

/** Who stood at the counter or machine, or gave the order, for one side of a movement. */
export function presenceAt(
  {
    direction,
    movement: { start },
    own,
    subjects,
  }: {
    direction: 'in' | 'out';
    movement: { start: StartAction };
    /** The parties whose money it is, and their subjects. */
    own: readonly string[];
    subjects: readonly LedgerKey[];
  },
  index: ReportIndex,
): Presence {
  const acts = direction === 'out' || (start.direction === 'in' && brought.has(start.kind));
  if (!acts) return { fields: {}, others: [] };
  const conductors = start.conductors ?? [];
  const isOwn = (ref: string) =>
    own.includes(ref) || subjects.some((subject) => subject === index.subjectOf(ref));
  const holder = conductors.find(({ party }) => isOwn(party));
  const acting = holder ?? conductors[0];
  const party = index.party(acting?.party);
  const key = party && index.recognized(party).key;
  const fields: Presence['fields'] = {
    conductor: holder ? 'holder' : acting ? 'other' : 'unknown',
  };
  if (key) fields.conductorKey = key;
  if (acting?.deviceId) fields.device = index.deviceKey(acting.deviceId);
  const strangers = conductors.filter(({ party: ref }) => !isOwn(ref));
  if (strangers.length === 0) return { fields, others: [] };
  const others = strangers.flatMap(({ party: ref }) => index.subjectOf(ref) ?? []);
  return { fields, others: sortedOnce(others) };
}
