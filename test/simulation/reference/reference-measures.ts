import type { Measure, Selector } from '../../../lib/indicators/measure.ts';
import type { Entry } from '../../../lib/ledger/entry.ts';

/** What a measure comes to as of a moment, and from which entries; null where it is undefined. */
export type Measured = { value: number | null; evidence: Entry[] };

/** The entries of one subject, and what has been found about it so far. */
export type Held = {
  /** In the order of time. */
  entries: readonly Entry[];
  /** Runs of other indicators: the moments as of which they hold, with their evidence. */
  heldBy(indicator: string): readonly { at: number; evidence: Entry[] }[];
};

const unit: Record<string, number> = { h: 3_600_000, d: 86_400_000 };
const milliseconds = (window: string): number =>
  Number(window.slice(0, -1)) * (unit[window.slice(-1)] ?? Number.NaN);

/**
 * A measure by its definition, from nothing but the entries: windows are half-open, they hold what
 * happened after their older edge, up to and including the moment.
 */
export function measureAsOf(
  name: string,
  measures: Readonly<Record<string, Measure>>,
  held: Held,
  moment: number,
): Measured {
  const measure = measures[name];
  if (!measure) throw new Error(`no measure ${name}`);
  const within = (selector: Selector, over: string) =>
    held.entries.filter((entry) => {
      const at = Date.parse(entry.at);
      return at <= moment && at > moment - milliseconds(over) && selects(selector, entry);
    });
  if ('count' in measure) {
    const counted = within(measure.count, measure.over);
    return { value: counted.length, evidence: counted };
  }
  if ('sum' in measure) {
    const summed = within(measure.sum, measure.over);
    return {
      value: summed.reduce((sum, { cadMinor = 0 }) => sum + cadMinor, 0),
      evidence: summed,
    };
  }
  if ('distinct' in measure && 'of' in measure) {
    const found = within(measure.of, measure.over);
    const values = new Set(found.flatMap(({ counterparty }) => counterparty?.key ?? []));
    return { value: values.size, evidence: found.filter((one) => one.counterparty) };
  }
  if ('share' in measure) {
    const part = measureAsOf(measure.share, measures, held, moment);
    const whole = measureAsOf(measure.of, measures, held, moment);
    const value = whole.value ? (part.value ?? 0) / whole.value : null;
    return { value, evidence: [...part.evidence, ...whole.evidence] };
  }
  if ('pairs' in measure) return pairsAsOf(measure, held, moment);
  if ('matched' in measure) {
    const last = measure.matched.flatMap((id) => {
      const since = moment - milliseconds(measure.over);
      const moments = held.heldBy(id).filter(({ at }) => at <= moment && at > since);
      return moments.at(-1) ?? [];
    });
    return { value: last.length, evidence: last.flatMap(({ evidence }) => evidence) };
  }
  throw new Error(`the reference does not know ${Object.keys(measure).join(', ')}`);
}

/** Every entry that can end a pair takes the oldest that waits and is young enough; each is used once. */
function pairsAsOf(
  measure: Extract<Measure, { pairs: unknown }>,
  { entries }: Held,
  moment: number,
): Measured {
  const { pairs, within, over } = measure;
  const used = new Set<Entry>();
  const found: [Entry, Entry][] = [];
  const at = (entry: Entry) => Date.parse(entry.at);
  for (const next of entries.filter((entry) => selects(pairs.next, entry))) {
    const first = entries.find(
      (entry) =>
        selects(pairs.first, entry) &&
        !used.has(entry) &&
        at(entry) <= at(next) &&
        at(next) - at(entry) < milliseconds(within),
    );
    if (!first) continue;
    used.add(first);
    found.push([first, next]);
  }
  const inside = found.filter(
    ([first, next]) => at(next) <= moment && at(first) > moment - milliseconds(over),
  );
  return { value: inside.length, evidence: inside.flat() };
}

/** Only what the indicators of the simulation ask for. */
function selects(selector: Selector, entry: Entry): boolean {
  const { kind, direction, night, amount, ...others } = selector;
  const unknown = Object.keys(others);
  if (unknown.length > 0) throw new Error(`the reference does not select by ${unknown.join(', ')}`);
  if (entry.role !== 'holder' || entry.attempted) return false;
  if (kind !== undefined && entry.kind !== kind) return false;
  if (direction !== undefined && entry.direction !== direction) return false;
  if (night !== undefined && isAtNight(entry.at) !== night) return false;
  return amount?.atLeast === undefined || (entry.cadMinor ?? 0) >= amount.atLeast;
}

/** By the clock of the place: from ten in the evening until before six. */
const isAtNight = (at: string): boolean => {
  const hour = Number(at.slice(11, 13));
  return hour >= 22 || hour < 6;
};
