import { XMLBuilder } from 'fast-xml-parser';
import type { DisclosurePackage } from '../package.ts';
import { goamlTransaction } from './goaml-transaction.ts';
import { type Elements, unmapped, xmlText } from './goaml-words.ts';

/**
 * The package in the manner of goAML (UNODC): the elements of a report with transactions, in their
 * order. Code lists are national and the package holds words, so codes read `UNMAPPED` and the words
 * stand in the comment beside them. The mapping, and what has no place in it, is in docs/goaml.md.
 */
export function goamlXml(held: DisclosurePackage): Buffer {
  const { cover, disclosureId, indicators } = held;
  const report: Elements = {
    rentity_id: '0',
    submission_code: 'E',
    report_code: unmapped,
    entity_reference: disclosureId,
    ...(held.amendment && { fiu_ref_number: held.amendment.amends }),
    submission_date: `${new Date(cover.preparedAt).toISOString().slice(0, 19)}Z`,
    currency_code_local: 'CAD',
    reason: reasonOf(held),
    action: [cover.test, cover.secondTest?.test, cover.secondTest?.facts, ...cover.caveats]
      .filter(Boolean)
      .join('\n'),
    transaction: held.transactions.map((transaction) => goamlTransaction(transaction, held)),
    ...(indicators.length > 0 && {
      report_indicators: { indicator: [...new Set(indicators.map(({ title }) => title))] },
    }),
  };
  const builder = new XMLBuilder({ format: true, indentBy: ' ', ignoreAttributes: true });
  const body: string = builder.build(cleaned({ report }));
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`);
}

/** The author's grounds, the facts, and what was filed: in goAML one text. */
function reasonOf({ grounds, reports, amendment }: DisclosurePackage): string {
  const filed = reports.flatMap(({ label, type, filedOn, narrative, actionTaken }) =>
    narrative || actionTaken
      ? [
          [`${label} (${type}, ${filedOn})`, narrative?.text, actionTaken]
            .filter(Boolean)
            .join('\n'),
        ]
      : [],
  );
  const amended = amendment?.words.join('\n');
  return [amended, grounds.statement, grounds.facts.join('\n'), ...filed]
    .filter(Boolean)
    .join('\n\n');
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return xmlText(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, cleaned(member)]));
}
