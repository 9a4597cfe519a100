import { conditionsOf } from './conditions-of.ts';
import { costLimit, costOf } from './cost.ts';
import type { Conditions, Indicator, Suppressor } from './indicator.ts';

const mostConditions = 64;
const deepestGroups = 8;
const mostMeasures = 40;

/** What is too large about a document, and where. */
export function checkSize(document: Indicator | Suppressor): { place: string; mend: string }[] {
  const sizes = [
    ...conditionsOf(document).flatMap(({ place, conditions }) => [
      { place, what: 'conditions', size: sizeOf(conditions), most: mostConditions },
      { place, what: 'groups within one another', size: depthOf(conditions), most: deepestGroups },
    ]),
    {
      place: 'measures',
      what: 'measures',
      size: Object.keys(document.measures).length,
      most: mostMeasures,
    },
    { place: 'measures', what: 'of estimated cost', size: costOf(document), most: costLimit },
  ];
  return sizes
    .filter(({ size, most }) => size > most)
    .map(({ place, what, size, most }) => ({
      place,
      mend: `ask for less: ${Math.ceil(size)} ${what}, and at most ${most} are judged`,
    }));
}

/** Comparisons and groups. */
function sizeOf(conditions: Conditions): number {
  const inside = within(conditions);
  return 1 + inside.reduce((sum, one) => sum + sizeOf(one), 0);
}

function depthOf(conditions: Conditions): number {
  const inside = within(conditions);
  return 'fact' in conditions ? 0 : 1 + Math.max(0, ...inside.map(depthOf));
}

function within(conditions: Conditions): Conditions[] {
  if ('all' in conditions) return conditions.all;
  if ('any' in conditions) return conditions.any;
  return 'not' in conditions ? [conditions.not] : [];
}
