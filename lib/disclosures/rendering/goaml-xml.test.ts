import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { border, build, toronto } from '../../../test/support/build-test-package.ts';
import { adSite, alex, onFile, payer, robin } from '../../../test/support/disclosure-case.ts';
import { knownShape } from '../../../test/support/known-shape.ts';
import type { Party } from '../../reports/report.ts';
import type { DisclosurePackage, PackageTransaction } from '../package.ts';
import { goamlXml } from './goaml-xml.ts';

/** In the order of UNODC's goAML, as far as a package has something for them. */
const order = {
  report: [
    'rentity_id',
    'rentity_branch',
    'submission_code',
    'report_code',
    'entity_reference',
    'fiu_ref_number',
    'submission_date',
    'currency_code_local',
    'reporting_person',
    'location',
    'reason',
    'action',
    'transaction',
    'report_indicators',
  ],
  transaction: [
    'transactionnumber',
    'internal_ref_number',
    'transaction_location',
    'transaction_description',
    'date_transaction',
    'teller',
    'authorized',
    'late_deposit',
    'date_posting',
    'value_date',
    'transmode_code',
    'transmode_comment',
    'amount_local',
    't_from',
    't_to',
    'involved_parties',
    'goods_services',
    'comments',
  ],
};

type Node = { [name: string]: Node[] } & { '#text'?: string };
const parsed = (xml: Buffer): Node[] =>
  new XMLParser({ preserveOrder: true, parseTagValue: false, ignoreDeclaration: true }).parse(
    xml.toString('utf8'),
  );
const nameOf = (node: Node): string => Object.keys(node)[0] ?? '';
const inside = (nodes: readonly Node[], name: string): Node[][] =>
  nodes.filter((node) => nameOf(node) === name).map((node) => node[name] ?? []);
const rankedBy = (names: readonly string[], nodes: readonly Node[]) =>
  nodes.map((node) => names.indexOf(nameOf(node)));

describe.each([
  ['a police service', build()],
  ['an agency that is no police service', build(border)],
  ['a case of 260 transactions', knownShape({ reports: 80, transactions: 260 })],
])('given a package for %s', (_, held) => {
  const xml = goamlXml(held);
  const [report = []] = inside(parsed(xml), 'report');

  test('then it is well-formed, and its elements stand in the order of goAML', () => {
    expect(XMLValidator.validate(xml.toString('utf8'))).toBe(true);
    const transactions = inside(report, 'transaction');
    expect(transactions).toHaveLength(held.transactions.length);
    for (const [names, nodes] of [
      [order.report, report],
      ...transactions.map((one) => [order.transaction, one] as const),
    ] as const) {
      const ranks = rankedBy(names, nodes);
      expect(ranks).not.toContain(-1);
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    }
  });

  test('then each transaction has either one side and the other, or involved parties', () => {
    for (const one of inside(report, 'transaction')) {
      const names = one.map(nameOf);
      const both = names.includes('t_from') && names.includes('t_to');
      expect(both).toBe(!names.includes('involved_parties'));
      expect(names.includes('t_from')).toBe(names.includes('t_to'));
    }
  });

  test('then no number of a rule stands among its indicators', () => {
    const text = xml.toString('utf8');
    expect(text).toContain('<indicator>Night-time cash</indicator>');
    expect(text).not.toMatch(/HT-[A-Z]{3}-\d{3}/);
  });
});

test('given a deposit by one for another, then the one is a person and the account has its holder', () => {
  const text = goamlXml(build()).toString('utf8');
  expect(text).toMatch(/<from_person>[\s\S]*?<last_name>Robin SAMPLE<\/last_name>/);
  expect(text).toMatch(
    /<to_account>[\s\S]*?<t_person>[\s\S]*?<last_name>Alex EXAMPLE<\/last_name>/,
  );
  expect(text).toContain('<amount_local>640.00</amount_local>');
});

test('given money in another currency, then its code, amount and rate, and the value in dollars', () => {
  const held = knownShape({ reports: 2, transactions: 6 });
  const text = goamlXml(held).toString('utf8');
  expect(text).toMatch(
    /<to_foreign_currency>\s*<foreign_currency_code>USD<\/foreign_currency_code>\s*<foreign_amount>[\d.]+<\/foreign_amount>/,
  );
});

test('given text that XML would take for its own or forbids, then it stands as it was filed', () => {
  const held: DisclosurePackage = {
    ...build(),
    grounds: { statement: 'a < b & "c" ]]> \u0007 \ud800 <!-- é', facts: [] },
    reports: [],
  };
  const xml = goamlXml(held);
  expect(XMLValidator.validate(xml.toString('utf8'))).toBe(true);
  const { report } = new XMLParser({ parseTagValue: false }).parse(xml.toString('utf8'));
  expect(report.reason).toBe('a < b & "c" ]]> [U+0007] [U+D800] <!-- é');
});

test('given several movements in one transaction, then all are among its involved parties', () => {
  const held = build();
  const [any] = held.transactions as [PackageTransaction];
  const transactions = [{ ...any, starts: [...any.starts, ...any.starts] }];
  const text = goamlXml({ ...held, transactions }).toString('utf8');
  expect(text.split('<party>')).toHaveLength(5);
});

test.each(['en', 'fr'] as const)(
  'given countries in the words of %s, then residence and nationality are codes',
  (language) => {
    const filed: Party[] = [{ ...alex, residence: 'PH', citizenship: 'TR' }, robin, payer, adSite];
    const reports = [{ ...onFile, report: { ...onFile.report, parties: filed } }];
    const held = build({ ...toronto, language }, reports);
    const text = goamlXml(held).toString('utf8');
    expect(text).toContain('<nationality1>TR</nationality1>');
    expect(text).toContain('<residence>PH</residence>');
    expect(text).not.toContain('citizenship: ');
  },
);

test('given a country that no list knows by that name, then its words stand in the comment', () => {
  const held = build();
  const parties = held.parties.map((party) => ({ ...party, residences: ['Ruritania'] }));
  const text = goamlXml({ ...held, parties }).toString('utf8');
  expect(text).toContain('<residence>UNMAPPED</residence>');
  expect(text).toContain('residence: Ruritania');
});
