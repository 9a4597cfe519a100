import { describe, expect, test } from 'vitest';
import { border, build, toronto } from '../../../../test/support/build-test-package.ts';
import { knownShape } from '../../../../test/support/known-shape.ts';
import {
  type PlacedPage,
  type PlacedText,
  pdfLinks,
  pdfOutline,
  pdfPlaces,
  pdfRoles,
} from '../../../../test/support/pdf-places.ts';
import { pdfPages } from '../../../../test/support/pdf-text.ts';
import { canonicalJson } from '../../../canonical-json.ts';
import type { DisclosurePackage, PackageIndicator, PackageTransaction } from '../../package.ts';
import { readFrozen } from '../read-frozen.ts';
import { renderPdf } from './render-pdf.ts';

const render = (held: DisclosurePackage) => renderPdf(readFrozen(Buffer.from(canonicalJson(held))));
const french = { ...toronto, language: 'fr' } as const;

/** As many indicators as fill pages, each of which held for one party to four. */
const withIndicators = (held: DisclosurePackage, count: number): DisclosurePackage => {
  const [any] = held.indicators as [PackageIndicator];
  const labels = held.transactions.map(({ label }) => label);
  const indicators = Array.from({ length: count }, (_, index) =>
    ['P1', 'P2', 'P3', 'P4'].slice(0, 1 + ((index * 7) % 4)).map((party) => ({
      ...any,
      title: `Indicator ${index}`,
      means: 'Cash moves at night, again and again, in more than one city. '.repeat(
        1 + (index % 6),
      ),
      parties: [party],
      transactions: labels.slice(0, 3 + ((index * 17) % 40)),
    })),
  ).flat();
  return { ...held, indicators };
};

const long = {
  hebrew: 'אברהם יצחק בן־יעקב כהן־לוי '.repeat(8).slice(0, 200),
  arabic: 'محمد عبد الرحمن بن عبد الله '.repeat(8).slice(0, 200),
  mixed: 'Maria-José “Pepa” d’Ávila–Солнце 王小明 (שרה) ياسمين',
  unbroken: 'Wolfeschlegelstein'.repeat(12),
};

const withNames = (held: DisclosurePackage): DisclosurePackage => ({
  ...held,
  possibleVictims: held.possibleVictims.map((party) => ({ ...party, names: [long.hebrew] })),
  parties: held.parties.map((party, index) => ({
    ...party,
    names: [Object.values(long)[index % 4] ?? long.mixed],
  })),
});

const withMoney = (held: DisclosurePackage): DisclosurePackage => {
  const amounts = [
    ['1234567', 'JPY'],
    ['0.05', 'CAD'],
    ['12345678901234567.89', 'USD'],
    ['0.12345678', 'Bitcoin'],
    ['12.345', 'KWD'],
    ['100', 'not stated'],
  ] as const;
  const [any] = held.transactions as [PackageTransaction];
  const transactions = amounts.map(([amount, currency], index) => ({
    ...any,
    label: `T${index + 1}`,
    starts: any.starts.map((start) => ({ ...start, amount, currency })),
    completions: any.completions.map((one) => ({ ...one, amount, currency })),
  }));
  return { ...held, transactions };
};

const packages: [string, DisclosurePackage][] = [
  ['an English police service', build()],
  ['a French police service', build(french)],
  ['an agency that is no police service', build(border)],
  ['a case of two subjects', knownShape({ reports: 20, transactions: 60 })],
  ['a case of two subjects, in French', knownShape({ reports: 20, transactions: 60 }, french)],
  ['many indicators', withIndicators(knownShape({ reports: 5, transactions: 50 }), 60)],
  ['long names in many scripts', withNames(knownShape({ reports: 5, transactions: 20 }))],
  ['currencies of many kinds', withMoney(build())],
];

const edge = 47.5;
const footer = 70;
const bodyOf = ({ height, texts }: PlacedPage) => texts.filter(({ y }) => y < height - footer);

const overlap = (a: PlacedText, b: PlacedText): boolean => {
  const [top, bottom] = [0.7, 0.18];
  const apart =
    a.y - top * a.size > b.y + bottom * b.size || b.y - top * b.size > a.y + bottom * a.size;
  return !apart && a.x + a.width > b.x + 0.6 && b.x + b.width > a.x + 0.6;
};

describe.each(packages)('given a package for %s', (_, held) => {
  const rendered = render(held);
  const places = rendered.then(pdfPlaces);

  test('then no text runs over the edge of a page or into its footer', async () => {
    for (const page of await places) {
      for (const { text, x, width } of page.texts) {
        expect(x, text).toBeGreaterThanOrEqual(edge);
        expect(x + width, text).toBeLessThanOrEqual(page.width - edge);
      }
      const lowest = bodyOf(page).reduce((most, { y, size }) => Math.max(most, y + size / 4), 0);
      expect(lowest).toBeLessThan(page.height - footer);
    }
  });

  test('then no text lies over another, in its charts neither', async () => {
    for (const { texts } of await places) {
      const over = texts.flatMap((a, index) =>
        texts.slice(index + 1).flatMap((b) => (overlap(a, b) ? [`${a.text} | ${b.text}`] : [])),
      );
      expect(over).toEqual([]);
    }
  });

  test('then no heading stands at the end of a page', async () => {
    const headings = [20, 15, 11.5, 10.5];
    for (const page of await places) {
      const last = bodyOf(page)
        .toSorted((a, b) => a.y - b.y)
        .at(-1);
      expect(headings, last?.text).not.toContain(last?.size);
    }
  });

  test('then what a finding rests on stands on its page, and a source above a finding', async () => {
    for (const page of await places) {
      const inOrder = bodyOf(page).toSorted((a, b) => a.y - b.y || a.x - b.x);
      expect(inOrder[0]?.text).not.toMatch(/^(Rests on|Repose sur|It also held)/);
      expect(inOrder.at(-1)?.text).not.toMatch(/^(Source|Texts stand|Les textes figurent)/);
    }
  });

  test('then no level of its headings is left out', async () => {
    const roles = await pdfRoles(await rendered);
    const levels = roles.flatMap(({ role }) => (/^H\d$/.test(role) ? Number(role.slice(1)) : []));
    expect(levels[0]).toBe(1);
    for (const [index, level] of levels.entries()) {
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    }
  });

  test('then the cover and the outline lead to each section', async () => {
    const outline = await pdfOutline(await rendered);
    const [cover = [], ...others] = await pdfLinks(await rendered);
    expect([...cover, ...others.flat()]).toEqual(outline.map(({ page }) => page));
    const pages = await pdfPages(await rendered);
    for (const { title, page } of outline) expect(pages[page]).toContain(title);
  });
});

test('given parties, then the outline leads to each of them', async () => {
  const held = knownShape({ reports: 20, transactions: 60 });
  const outline = await pdfOutline(await render(held));
  const under = outline.flatMap((line) => line.under.map(({ title }) => title.split(' ')[0]));
  const labels = [...held.possibleVictims, ...held.parties].map(({ label }) => label);
  expect(under.toSorted()).toEqual(labels.toSorted());
});

test('given a report in the other language, then its text says which', async () => {
  const { reports, ...held } = build(french);
  const english = reports.map((report) => ({
    ...report,
    narrative: { language: 'en' as const, text: 'In the words of the bank.' },
  }));
  const rendered = await render({ ...held, reports: english });
  expect((await pdfPages(rendered)).join('')).toContain('banque, en anglais');
  expect(await pdfRoles(rendered)).toContainEqual({ role: 'P', lang: 'en-CA' });
});

test('given findings wherever pages end, then what each rests on stands on its page', async () => {
  const held = withIndicators(build(), 30);
  const statements = Array.from({ length: 12 }, (_, lines) => 'A line.\n'.repeat(lines + 1));
  for (const statement of statements) {
    const grounds = { statement, facts: [] };
    const pages = await pdfPlaces(await render({ ...held, transactions: [], grounds }));
    for (const page of pages) {
      const [first] = bodyOf(page).toSorted((a, b) => a.y - b.y || a.x - b.x);
      expect(first?.text).not.toMatch(/^Rests on/);
    }
  }
}, 60_000);

test('given a few long cells among short ones, then no word of them is broken', async () => {
  const [any] = build().transactions as [PackageTransaction];
  const rows = Array.from({ length: 40 }, (_, index) => ({
    ...any,
    label: `T${index + 1}`,
    placeOfBusiness: index === 17 ? { city: 'Drummondville', province: 'QC' } : { location: 'B1' },
    starts: any.starts.map((one) => ({ ...one, amount: index === 3 ? '12345678.90' : '1.00' })),
  }));
  const places = await pdfPlaces(await render({ ...build(), transactions: rows }));
  const texts = places.flatMap((page) => page.texts.map(({ text }) => text.trim()));
  expect(texts.filter((text) => text.startsWith('Drummondville'))).toHaveLength(1);
  expect(texts.map((text) => text.replace('\u00a0', ' '))).toContain('12,345,678.90 CAD');
});

test.each([20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30])(
  'given a table of %d transactions, then its last three stand on one page',
  async (transactions) => {
    const [any] = build().transactions as [PackageTransaction];
    const rows = Array.from({ length: transactions }, (_, index) => ({
      ...any,
      label: `T${index + 1}`,
    }));
    const pages = await pdfPages(await render({ ...build(), transactions: rows }));
    const last = pages.find((page) => page.includes('In all:')) ?? '';
    const [, first = ''] = /On this page: T(\d+)/.exec(last) ?? [];
    expect(transactions - Number(first)).toBeGreaterThanOrEqual(2);
  },
);
