import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { border, build, toronto } from '../../../../test/support/build-test-package.ts';
import { knownShape } from '../../../../test/support/known-shape.ts';
import { pdfPages, withoutSpaces } from '../../../../test/support/pdf-text.ts';
import { canonicalJson } from '../../../canonical-json.ts';
import type { DisclosurePackage, PackageTransaction } from '../../package.ts';
import { readFrozen } from '../read-frozen.ts';
import { renderPdf } from './render-pdf.ts';

const render = (held: DisclosurePackage) => renderPdf(readFrozen(Buffer.from(canonicalJson(held))));
const pagesOf = async (held: DisclosurePackage) => pdfPages(await render(held));
const french = { ...toronto, language: 'fr' } as const;

describe.each([
  ['an English police service', build(), 'Grounds', 'Possible victims'],
  ['a French police service', build(french), 'Motifs', 'Victimes possibles'],
  ['an agency that is no police service', build(border), 'Grounds', 'Possible victims'],
])('given a package for %s', (_, held, grounds, possibleVictims) => {
  test('then its sections are in the recipient’s language and on the pages that the cover states', async () => {
    const pages = await pagesOf(held);
    const cover = pages.slice(0, 2).join('\n');
    for (const section of [grounds, possibleVictims]) {
      const page = Number(new RegExp(`${section}\\s+(\\d+)`).exec(cover)?.[1]);
      expect(pages[page - 1]).toContain(section);
    }
  });

  test('then every page bears its number, the reference and the digest of the frozen bytes', async () => {
    const frozen = readFrozen(Buffer.from(canonicalJson(held)));
    const pages = await pdfPages(await renderPdf(frozen));
    const of = held.cover.language === 'fr' ? 'de' : 'of';
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`Page ${index + 1} ${of} ${pages.length}`);
      expect(page).toContain(held.disclosureId);
      expect(page).toContain(frozen.packageDigest);
    }
  });

  test('then it is tagged, says its language and title, and its drawings say what they show', async () => {
    const pdf = (await render(held)).toString('latin1');
    expect(pdf).toContain('/Marked true');
    expect(pdf).toContain(`/Lang (${held.cover.language}-CA)`);
    expect(pdf).toContain('/DisplayDocTitle true');
    for (const tag of ['Document', 'Sect', 'H1', 'Table', 'TH', 'TD', 'L', 'Figure', 'TOC']) {
      expect(pdf).toContain(`/S /${tag}\n`);
    }
    const figures = pdf.split('/S /Figure').length - 1;
    expect(figures).toBeGreaterThanOrEqual(3);
    expect(pdf.split('/Alt ').length - 1).toBe(figures);
    expect(pdf).toContain('/Scope /Column');
  });
});

test('given a possible victim, then she has a section of her own and is not among the parties', async () => {
  const text = (await pagesOf(build())).join('\n');
  const victims = text.indexOf('P1 Robin SAMPLE – possible victim');
  expect(victims).toBeGreaterThan(0);
  expect(text.indexOf('P2 Alex EXAMPLE – subject')).toBeGreaterThan(victims);
});

describe('given possible victims and a recipient that is no police service', () => {
  test('then their names are said to be withheld, and so is the text of reports', async () => {
    const text = (await pagesOf(build(border))).join('\n');
    expect(text).toContain('P1 name withheld – possible victim');
    expect(text).toContain('Their texts are withheld.');
    expect(text).not.toContain('no name given');
    expect(text).not.toContain('No text.');
  });
});

describe('given a package that withdraws an earlier one', () => {
  const withdrawal: DisclosurePackage = {
    ...build(),
    amendment: {
      amends: 'disclosure-00000000000000aa' as DisclosurePackage['disclosureId'],
      first: 'disclosure-00000000000000aa' as DisclosurePackage['disclosureId'],
      effect: 'withdraws',
      words: ['The earlier package is withdrawn.'],
      reports: [],
      transactions: [],
      indicators: [],
    },
  };

  test('then it says so, and does not claim that the test is met', async () => {
    const [cover = ''] = await pagesOf(withdrawal);
    expect(cover).toContain('This withdraws an earlier package');
    expect(cover).not.toContain('takes the place');
    expect(cover).not.toContain('reasonable grounds to suspect');
  });
});

describe('given transactions', () => {
  const { transactions, ...held } = build();
  const [cash, , , advert] = transactions as [
    PackageTransaction,
    PackageTransaction,
    PackageTransaction,
    PackageTransaction,
  ];
  const textWith = async (...some: PackageTransaction[]) =>
    (await pagesOf({ ...held, transactions: some })).join('\n');

  test('when it is one, then it is counted as one', async () => {
    const text = await textWith(cash);
    expect(text).toContain('On this page: T1, 1 transaction, 640.00 CAD');
    expect(text).toContain('In all: 1 transaction, 640.00 CAD');
  });

  test('when money is brought in or taken out, then a column of its own says which', async () => {
    expect(await textWith(cash)).toMatch(/T-1 in at a bank machine; cash → deposit to an account/);
    expect(await textWith(advert)).toMatch(/T-4 out online; withdrawal of funds → purchase/);
  });

  test('when it was frozen in other words than those of today, then they stand as they are', async () => {
    const starts = cash.starts.map((start) => ({ ...start, manner: 'cash, over the counter' }));
    expect(await textWith({ ...cash, starts })).toContain('cash, over the counter → deposit');
  });

  test('when one was only attempted, then that comes first', async () => {
    const text = await textWith({
      ...cash,
      status: 'attempted',
      reasonNotCompleted: 'It was late.',
    });
    expect(text).toContain('attempted only; at a bank machine');
    expect(text).toContain('It was late.');
  });

  test('when currencies have no cents, three decimals or no name, then none is rounded', async () => {
    const of = (amount: string, currency: string, label: string) => ({
      ...cash,
      label,
      starts: cash.starts.map((start) => ({ ...start, amount, currency })),
      completions: cash.completions.map((one) => ({ ...one, amount, currency })),
    });
    const text = await textWith(
      of('1234567', 'JPY', 'T1'),
      of('0.125', 'KWD', 'T2'),
      of('100', 'not stated', 'T3'),
    );
    const sums = '1,234,567 JPY; 0.125 KWD; 100 (currency not stated)';
    expect(text.replaceAll('\u00a0', ' ')).toContain(`In all: 3 transactions, ${sums}`);
    expect(text).toContain('In JPY: 1,234,567 in all');
    expect(text).toContain('In a currency that is not stated: 100 in all');
  });

  test('when one is at midnight to the second, then it is told that this may be no time', async () => {
    expect(await textWith({ ...cash, localTime: '00:00:00-05:00' })).toContain(
      'At 00:00:00, which may stand for a time that was not recorded: 1.',
    );
    expect(await textWith(cash)).not.toContain('At 00:00:00');
  });
});

test('given what rests on records only and says the same of several, then it is told once', async () => {
  const { indicators, ...held } = build();
  const [any] = indicators as [DisclosurePackage['indicators'][number]];
  const { period: _, ...ofRecords } = any;
  const found = ['P2', 'P1'].map((party) => ({
    ...ofRecords,
    parties: [party],
    sentence: 'It rests on records.',
    basis: 'records' as const,
    transactions: [],
  }));
  const text = (await pagesOf({ ...held, indicators: found })).join('\n');
  expect(text).toContain('P1, P2 – It rests on records.');
  expect(text.split('It rests on records.')).toHaveLength(2);
});

describe('given the pages of a long table of transactions', () => {
  const held = knownShape({ reports: 20, transactions: 120 });

  test('then each states what came before it and hands on what the next one states, to the last cent', async () => {
    const pages = (await pagesOf(held)).filter((page) => page.includes('On this page:'));
    expect(pages.length).toBeGreaterThan(3);
    let carried: string | undefined;
    let sum = 0n;
    for (const page of pages) {
      const above = /Brought forward: (\d+ transactions, [\d,.]+)/.exec(page)?.[1];
      expect(above).toBe(carried);
      const own = /On this page: T\d+–T\d+, \d+ transactions, ([\d,.]+)/.exec(page)?.[1] ?? '';
      sum += cents(own);
      const out = /Carried forward: (\d+) of \d+( transactions, )([\d,.]+)/.exec(page);
      if (out) {
        carried = `${out[1]}${out[2]}${out[3]}`;
        expect(cents(out[3] ?? '')).toBe(sum);
      }
    }
    const all = /In all: 120 transactions, ([\d,.]+)/.exec(pages.at(-1) ?? '')?.[1] ?? '';
    expect(cents(all)).toBe(sum);
    const filed = held.transactions.flatMap(({ starts }) => starts.map(({ amount }) => amount));
    expect(sum).toBe(filed.reduce((total, amount) => total + cents(amount), 0n));
  }, 60_000);

  test('then its head is on each of them', async () => {
    const pages = (await pagesOf(held)).filter((page) => page.includes('On this page:'));
    for (const page of pages) expect(page).toContain('Date and local');
  }, 60_000);

  const cents = (amount: string): bigint => BigInt(amount.replace(/[^\d]/g, ''));
});

describe('given a package that holds next to nothing', () => {
  const empty: DisclosurePackage = {
    ...build(),
    parties: [],
    possibleVictims: [],
    referrals: [],
    accounts: [],
    transactions: [],
    reports: [],
    reportCounts: [],
    reporterCounts: [],
    indicators: [],
    relationships: [],
    grounds: { statement: 'Nothing else.', facts: [] },
  };

  test('then only the cover and the grounds are there', async () => {
    expect(await pagesOf(empty)).toHaveLength(2);
  });

  test('when it holds transactions and reports and no indicators, then no page is empty', async () => {
    const { transactions, reports } = build();
    for (const page of await pagesOf({ ...empty, transactions, reports })) {
      // The footer is written last: alone, it comes first.
      expect(page.trim().startsWith(empty.disclosureId)).toBe(false);
    }
  });

  test('when the grounds are long, then they run on over further pages, and nothing is lost', async () => {
    const statement = Array.from({ length: 2700 }, (_, index) => `word${index}.`).join(' ');
    const pages = await pagesOf({ ...empty, grounds: { statement, facts: [] } });
    expect(pages.length).toBeGreaterThan(3);
    const text = withoutSpaces(pages.join(''));
    const lost = Array.from({ length: 2700 }, (_, index) => `word${index}.`).filter(
      (word) => !text.includes(word),
    );
    expect(lost).toEqual([]);
  });
});

test('given a cell that is longer than a page, then it goes on on the next and nothing is cut', async () => {
  const held = build();
  const [any] = held.transactions as [PackageTransaction];
  const purpose = Array.from({ length: 1500 }, (_, index) => `word${index}`).join(' ');
  const pages = await pagesOf({ ...held, transactions: [{ ...any, purpose }] });
  const text = withoutSpaces(pages.join(''));
  expect(text).toContain('word0word1');
  for (const index of [400, 900, 1499]) expect(text).toContain(`word${index}`);
});

describe('given names that the fonts of every reader do not know', () => {
  const withNames = (names: string[]) => {
    const held = build();
    return { ...held, parties: held.parties.map((party) => ({ ...party, names })) };
  };

  test.each([
    ['Cyrillic', 'Иван Примеров'],
    ['Greek and marks', 'Nguyễn Łukasz Đặng Αθηνά'],
    ['Chinese, Japanese and Korean', '王小明 山田太郎 김민준'],
    ['syllabics', 'ᐃᓄᒃᑎᑐᑦ'],
  ])('when they are %s, then they are drawn and can be found', async (_, name) => {
    expect(withoutSpaces((await pagesOf(withNames([name]))).join(''))).toContain(
      withoutSpaces(name),
    );
  });

  test.each([
    ['Hebrew', 'שלום'.repeat(50)],
    ['Arabic', 'سلام'.repeat(50)],
    ['a hundred letters without a space', 'Wolfeschlegelstein'.repeat(12)],
  ])('when they are %s of 200 letters, then they are said in full', async (_, name) => {
    const pdf = await render(withNames([name]));
    const said = spoken(pdf).join('');
    const drawn = withoutSpaces((await pdfPages(pdf)).join(''));
    expect(said.includes(name) || drawn.includes(name)).toBe(true);
  });

  test('when a character has no glyph or cannot be seen, then its number is drawn', async () => {
    const text = (await pagesOf(withNames(['A\u202e\u0007\u{10ffff}B']))).join('');
    expect(text).toContain('A[U+202E U+0007 U+10FFFF]B');
    expect(text).toContain('Unicode numbers');
  });
});

/** What is to be read aloud instead of what is drawn: the lines that run from right to left. */
function spoken(pdf: Buffer): string[] {
  const texts: string[] = [];
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 1)) {
    if (pdf.subarray(at - 3, at).toString() === 'end') continue;
    try {
      const content = inflateSync(pdf.subarray(at + 7)).toString('latin1');
      for (const [, hex = ''] of content.matchAll(/\/ActualText \(((?:[^\\)]|\\.)*)\)/gs)) {
        const raw = hex.replace(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter);
        texts.push(Buffer.from(raw, 'latin1').subarray(2).swap16().toString('utf16le'));
      }
    } catch {
      // Not every stream is packed text.
    }
  }
  return texts;
}
const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
