import type { StatisticsView } from '../../lib/http/statistics-view.ts';
import { countInWords } from '../../lib/statistics/figure-words.ts';
import { fiscalYearOf } from '../../lib/statistics/fiscal-year.ts';
import type { Reachable } from '../stack.ts';
import { colleague } from './colleague.ts';
import { wrap } from './wrap.ts';

const tables = {
  byTypology: 'typology',
  byProject: 'project',
  byOrigin: 'origin',
  byRecipientClass: 'class of recipient',
  byProvince: 'province',
} as const satisfies Partial<Record<keyof StatisticsView, string>>;

/** What an auditor reads of the fiscal year, and what small numbers keep from her. */
export async function tellFigures(stack: Reachable): Promise<string[]> {
  const auditor = await colleague(stack, 'auditor');
  const year = fiscalYearOf(new Date().toISOString());
  const view = await auditor.get<StatisticsView>(`/v1/statistics?fiscalYear=${year}`);
  const { uniqueDisclosures, packages, amendments } = view;
  const told = { disclosures: uniqueDisclosures, packages, amendments };
  const figures = Object.entries(told).map(
    ([what, count]) => `${what}: ${countInWords(count, 'en')}`,
  );
  return [
    `   ${year}: ${figures.join('; ')}.`,
    ...wrap(
      `Nobody may be found by counting. One to four are told as “${countInWords('few', 'en')}”, and so is whatever would give such a number away. ${hiddenIn(view).join(' ')}`,
      '   ',
    ),
  ];
}

function hiddenIn(view: StatisticsView): string[] {
  const names = Object.keys(tables) as (keyof typeof tables)[];
  const empty = names.filter((name) => view[name].length === 0).map((name) => tables[name]);
  const few = names.flatMap((name) => view[name]).filter(({ count }) => count === 'few').length;
  const verdicts = view.indicators.filter(({ precision }) => !precision).length;
  return [
    ...(empty.length > 0
      ? [`Left out whole, since so few stand behind them: the tables by ${empty.join(', ')}.`]
      : []),
    ...(few > 0 ? [`Hidden in the other tables: ${few}.`] : []),
    `Recipients judged ${view.indicators.length} indicators; for ${verdicts} of them it is hidden how often they were right.`,
  ];
}
