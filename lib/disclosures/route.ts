import type { RecipientId } from '../identifiers.ts';
import type { TypologyId } from '../indicators/indicator.ts';
import type { Translated } from '../translated.ts';
import type { PlacedFact } from './exploitation-places.ts';
import {
  isInForce,
  isPolice,
  type Recipient,
  type RoutingTable,
  recipientOn,
} from './recipient.ts';
import * as reasons from './route-reasons.ts';

/** A recipient the machine names to the author. Only police services are ever proposed. */
export type Routed = { recipient: Recipient; proposed: boolean; reason: Translated };

export type RouteQuestion = {
  /** Agencies that have asked about somebody in the case, first come first. */
  informedBy: readonly RecipientId[];
  typology: TypologyId;
  places: readonly PlacedFact[];
  /** Provinces of the subjects' addresses, asked only where no fact has a place. */
  homeProvinces: readonly string[];
  /** Whether money or people crossed the border in the evidence. */
  crossBorder: boolean;
  /** The day of the decision, ISO date. */
  day: string;
};

/**
 * Who should receive a case, most fitting first. Facts are counted where exploitation concentrates:
 * lodging, cash and flagged addresses, and any other place only where there are none of these.
 *
 * @see domain rules 1 to 7: an agency that asked, municipality, provincial unit, divisions, corridor, border, children
 *   online, provincial default
 */
export function route(table: RoutingTable, question: RouteQuestion): Routed[] {
  const areas = areasOf(table, question);
  const byFacts = [...specialUnits(table, question), ...services(table, areas, question)];
  const asking = askingAgencies(table, question);
  // The others are named, for the author to add.
  const others = asking.some(({ proposed }) => proposed)
    ? byFacts.map((one) => ({ ...one, proposed: false }))
    : byFacts;
  const routed = [...asking, ...others];
  const border = question.crossBorder || question.typology === 'smuggling-overlap';
  const named = border
    ? [...routed, { id: table.border, proposed: false, reason: reasons.border }]
    : routed;
  return inForce(table, named, question.day);
}

type Named = { id: RecipientId; proposed: boolean; reason: Translated };
type Area = { id: RecipientId; province: string; facts: number };

/** An agency other than the police needs a second test, which only an author can write down. */
function askingAgencies(table: RoutingTable, { informedBy, day }: RouteQuestion): Named[] {
  return informedBy.map((id) => {
    const recipient = recipientOn(table, id, day);
    return { id, proposed: recipient !== undefined && isPolice(recipient), reason: reasons.asked };
  });
}

function specialUnits(table: RoutingTable, { typology }: RouteQuestion): Named[] {
  if (typology !== 'online-child-exploitation') return [];
  return [{ id: table.onlineChildExploitation, proposed: true, reason: reasons.childrenOnline }];
}

function services(table: RoutingTable, areas: readonly Area[], question: RouteQuestion): Named[] {
  const provinces = provincesOf(areas);
  if (provinces.length === 0) return withoutPlace(table, question);
  const copies = areas.map(({ id }) => ({ id, proposed: false, reason: reasons.localCopy }));
  if (isCorridor(table, provinces)) {
    const both = table.corridor.recipients.map((id) => ({
      id,
      proposed: true,
      reason: reasons.corridor,
    }));
    return [...both, ...copies];
  }
  if (provinces.length > 1) return [...divisions(table, provinces), ...copies];
  const [area] = areas;
  if (area && areas.length === 1) {
    return [{ id: area.id, proposed: true, reason: reasons.oneArea(area.facts) }];
  }
  const unit = table.provinces[provinces[0] ?? '']?.severalAreas ?? table.country;
  return [{ id: unit, proposed: true, reason: reasons.severalAreas(areas.length) }, ...copies];
}

/** Each once, the one with most facts first. */
function provincesOf(areas: readonly Area[]): string[] {
  const factsIn = (its: readonly Area[]) => its.reduce((sum, { facts }) => sum + facts, 0);
  return [...Map.groupBy(areas, ({ province }) => province)]
    .sort(([, a], [, b]) => factsIn(b) - factsIn(a))
    .map(([province]) => province);
}

const isCorridor = ({ corridor }: RoutingTable, provinces: readonly string[]): boolean =>
  provinces.length === 2 && corridor.provinces.every((province) => provinces.includes(province));

/** `provinces` stand with the main one first. */
function divisions(table: RoutingTable, provinces: readonly string[]): Named[] {
  return provinces.map((province, index) => {
    const { division = table.country, divisionLetter = '' } = table.provinces[province] ?? {};
    const reason = index === 0 ? reasons.mainDivision : reasons.furtherDivision;
    return { id: division, proposed: true, reason: reason(divisionLetter, provinces.length) };
  });
}

function withoutPlace(table: RoutingTable, { homeProvinces }: RouteQuestion): Named[] {
  const known = [...new Set(homeProvinces)].filter((province) => table.provinces[province]).sort();
  if (known.length === 0) {
    return [{ id: table.country, proposed: true, reason: reasons.noProvince }];
  }
  return known.map((province) => ({
    id: table.provinces[province]?.default ?? table.country,
    proposed: true,
    reason: reasons.provinceDefault,
  }));
}

/** Police areas by number of facts. An area counts from two facts and a tenth of all facts on. */
function areasOf(table: RoutingTable, { places, day }: RouteQuestion): Area[] {
  const telling = places.filter(({ kind }) => kind !== 'other');
  const counted = new Map<RecipientId, Area>();
  for (const { province, city, count = 1 } of telling.length > 0 ? telling : places) {
    const id = serviceOf(table, province, city, day);
    if (!id) continue;
    const area = counted.get(id) ?? { id, province, facts: 0 };
    counted.set(id, { ...area, facts: area.facts + count });
  }
  const areas = [...counted.values()].sort((a, b) => b.facts - a.facts || (a.id < b.id ? -1 : 1));
  const total = areas.reduce((sum, { facts }) => sum + facts, 0);
  const weighty = areas.filter(({ facts }) => facts >= 2 && facts * 10 >= total);
  return weighty.length > 0 ? weighty : areas;
}

/** The police of jurisdiction: of the municipality, else of the province, else nobody (abroad). */
function serviceOf(
  table: RoutingTable,
  province: string,
  city: string | undefined,
  day: string,
): RecipientId | undefined {
  const folded = city && foldPlace(city);
  const row = table.rows.find(
    (candidate) =>
      candidate.province === province &&
      isInForce(candidate, day) &&
      candidate.municipalities.some((municipality) => foldPlace(municipality) === folded),
  );
  return row?.id ?? table.provinces[province]?.default;
}

/** "Saint-Jérôme", "ST JEROME" and "St. Jérôme" are one place. */
const foldPlace = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .replace(/\bsaint(e?)\b/g, 'st$1')
    .trim();

/** Each recipient once, as first named, and only those that may receive on that day. */
function inForce(table: RoutingTable, named: readonly Named[], day: string): Routed[] {
  const seen = new Set<RecipientId>();
  return named.flatMap(({ id, proposed, reason }) => {
    const recipient = recipientOn(table, id, day);
    if (!recipient || seen.has(id)) return [];
    seen.add(id);
    return [{ recipient, proposed, reason }];
  });
}
