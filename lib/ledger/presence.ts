import type { LedgerKey } from '../identifiers.ts';
import { partyKey } from './counterparty-of.ts';
import type { Entry } from './entry.ts';
import type { StartAction } from './movements.ts';
import { deviceKey } from './recognition-keys.ts';
import type { ReportIndex } from './report-index.ts';

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
    start,
    own,
    subjects,
  }: {
    direction: 'in' | 'out';
    start: StartAction;
    /** The parties whose money it is, and their subjects. */
    own: ReadonlySet<string>;
    subjects: readonly LedgerKey[];
  },
  index: ReportIndex,
): Presence {
  const acts = direction === 'out' || (start.direction === 'in' && brought.has(start.kind));
  if (!acts) return { fields: {}, others: [] };
  const conductors = start.conductors ?? [];
  const keyOf = (ref: string) => index.subjectOf(ref);
  const isOwn = (ref: string) => own.has(ref) || subjects.some((subject) => subject === keyOf(ref));
  const holder = conductors.find(({ party }) => isOwn(party));
  const acting = holder ?? conductors[0];
  const party = index.party(acting?.party);
  const key = party && partyKey(party, index);
  return {
    fields: {
      conductor: holder ? 'holder' : acting ? 'other' : 'unknown',
      ...(key && { conductorKey: key }),
      ...(acting?.deviceId && { device: deviceKey(acting.deviceId, index.entity) }),
    },
    others: [
      ...new Set(conductors.flatMap(({ party: ref }) => (isOwn(ref) ? [] : (keyOf(ref) ?? [])))),
    ].sort(),
  };
}
