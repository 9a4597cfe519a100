import * as z from 'zod';
import { cell } from '../csv-cell.ts';
import type { IndicatorFeedback } from '../disclosures/indicator-feedback.ts';
import { indicatorIdSchema } from '../indicators/indicator.ts';
import { cellInWords } from '../statistics/cell-words.ts';
import { countInWords, headlineInWords, percentInWords } from '../statistics/figure-words.ts';
import type { DisclosureStatistics } from '../statistics/statistics.ts';
import type { Cell } from '../statistics/suppress-small.ts';
import { type Translated, translatedSchema } from '../translated.ts';

const toldSchema = z.union([z.int().min(0), z.literal('few')]).meta({
  id: 'Told',
  description:
    'How many; `few` where it is hidden, because it is fewer than five or would give such a number away',
});
const cellsSchema = z.array(
  z.strictObject({ key: z.string(), label: translatedSchema, count: toldSchema }),
);

export const statisticsViewSchema = z
  .strictObject({
    fiscalYear: z.string(),
    /** RFC 3339: when it was counted. */
    countedAt: z.iso.datetime({ offset: true }),
    uniqueDisclosures: toldSchema,
    packages: toldSchema,
    amendments: toldSchema,
    byTypology: cellsSchema,
    byProject: cellsSchema,
    byOrigin: cellsSchema,
    byRecipientClass: cellsSchema,
    byProvince: cellsSchema,
    delay: z.strictObject({
      packages: toldSchema,
      medianDays: z.int().optional(),
      ninetiethPercentileDays: z.int().optional(),
    }),
    trends: z.array(z.strictObject({ month: z.string(), typologies: cellsSchema })),
    /** From the feedback of recipients on packages approved in the year. */
    indicators: z.array(
      z.strictObject({
        indicator: indicatorIdSchema,
        counts: z.strictObject({
          right: toldSchema,
          wrong: toldSchema,
          unknown: toldSchema,
        }),
        /** An exact fraction; absent where a number it is made of is hidden. */
        precision: z.strictObject({ numerator: z.int(), denominator: z.int() }).optional(),
      }),
    ),
  })
  .meta({ id: 'Statistics' });
export type StatisticsView = z.infer<typeof statisticsViewSchema>;

/** @param titles of typologies, by id. */
export function statisticsView(
  {
    byTypology,
    byProject,
    byOrigin,
    byRecipientClass,
    byProvince,
    trends,
    ...rest
  }: DisclosureStatistics,
  {
    titles,
    indicators,
    countedAt,
  }: {
    titles: ReadonlyMap<string, Translated>;
    indicators: readonly IndicatorFeedback[];
    countedAt: string;
  },
): StatisticsView {
  const named = (cells: readonly Cell[]) =>
    cells.map(({ key, count }) => ({ key, label: cellInWords(key, titles), count }));
  return {
    ...rest,
    countedAt,
    byTypology: named(byTypology),
    byProject: named(byProject),
    byOrigin: named(byOrigin),
    byRecipientClass: named(byRecipientClass),
    byProvince: named(byProvince),
    trends: trends.map(({ month, typologies }) => ({ month, typologies: named(typologies) })),
    indicators: [...indicators],
  };
}

/**
 * The same as CSV (RFC 4180), a row for each figure, with the figure as annual reports print it in
 * English and French.
 */
export function statisticsCsv(view: StatisticsView): string {
  const rows = [
    ['table', 'month', 'key', 'label_en', 'label_fr', 'count', 'figure_en', 'figure_fr'],
    ...headlines(view),
    ...tables.flatMap((table) => view[table].map((one) => countRow(table, '', one))),
    ...view.trends.flatMap(({ month, typologies }) =>
      typologies.map((one) => countRow('trends', month, one)),
    ),
    ...view.indicators.map(precisionRow),
  ];
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

const tables = [
  'byTypology',
  'byProject',
  'byOrigin',
  'byRecipientClass',
  'byProvince',
] as const satisfies (keyof StatisticsView)[];
type Row = (string | number | undefined)[];

function headlines({ uniqueDisclosures, packages, amendments, delay }: StatisticsView): Row[] {
  const told = { uniqueDisclosures, packages, amendments };
  const days = {
    medianDays: delay.medianDays,
    ninetiethPercentileDays: delay.ninetiethPercentileDays,
  };
  return [
    ...Object.entries(told).map(
      ([key, count]): Row => [
        'total',
        '',
        key,
        '',
        '',
        count,
        headlineInWords(count, 'en'),
        headlineInWords(count, 'fr'),
      ],
    ),
    ...Object.entries(days).map(
      ([key, count]): Row => ['delay', '', key, '', '', count, count, count],
    ),
  ];
}

function countRow(
  table: string,
  month: string,
  { key, label, count }: StatisticsView['byTypology'][number],
): Row {
  const figures = [countInWords(count, 'en'), countInWords(count, 'fr')];
  return [table, month, key, label.en, label.fr, count, ...figures];
}

function precisionRow({ indicator, precision }: StatisticsView['indicators'][number]): Row {
  if (!precision) return ['indicatorPrecision', '', indicator, '', '', 'few', '', ''];
  const { numerator, denominator } = precision;
  return [
    'indicatorPrecision',
    '',
    indicator,
    '',
    '',
    `${numerator}/${denominator}`,
    percentInWords(numerator, denominator, 'en'),
    percentInWords(numerator, denominator, 'fr'),
  ];
}
