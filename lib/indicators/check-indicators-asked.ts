import { families } from './indicator.ts';
import { indicatorsAsked } from './judging-order.ts';
import type { Measure } from './measure.ts';
import { isNetworkIndicator } from './neighbourhood.ts';

type Known = ReadonlyMap<string, Record<string, Measure>>;

/**
 * What to mend where a measure asks about other indicators: those of the same subject by `matched`,
 * those of others by `neighbours`.
 *
 * @param own the id of the document.
 */
export function checkIndicatorsAsked(own: string, measure: Measure, known: Known): string[] {
  const { indicators = [], families: theirs = [] } =
    ('neighbours' in measure ? measure.matching : undefined) ?? {};
  const matched = 'matched' in measure ? measure.matched : [];
  const named = 'matchedFamilies' in measure ? measure.matchedFamilies : theirs;
  return [
    ...[...matched, ...indicators]
      .filter((id) => !known.has(id) && id !== own)
      .map((id) => `add rules/${id}/indicator.json or remove ${id}`),
    ...named
      .filter((family) => !families.some((one) => one === family))
      .map((family) => `name a family that indicators have instead of ${family}`),
    ...[...matched, ...indicators]
      .filter((id) => isNetworkIndicator({ measures: known.get(id) ?? {} }))
      .map((id) => `remove ${id}: it looks beyond one ledger and is judged afterwards`),
    ...matched.flatMap((id) => checkCircle(own, id, known)),
  ];
}

function checkCircle(own: string, id: string, known: Known): string[] {
  if (id === own) return [`remove ${id}: an indicator does not ask about itself`];
  const way = wayTo(own, id, known, new Set());
  return way ? [`break the circle: ${[own, ...way].join(' asks about ')}`] : [];
}

/** Which indicators lead from one to another, each asking about the next. */
function wayTo(end: string, from: string, known: Known, seen: Set<string>): string[] | undefined {
  if (from === end) return [from];
  if (seen.has(from)) return undefined;
  seen.add(from);
  for (const next of indicatorsAsked(known.get(from) ?? {})) {
    const rest = wayTo(end, next, known, seen);
    if (rest) return [from, ...rest];
  }
  return undefined;
}
