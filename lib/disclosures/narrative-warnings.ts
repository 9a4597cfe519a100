import { isIP } from 'node:net';
import type { DisclosureId } from '../identifiers.ts';
import type { DisclosurePackage } from './package.ts';
import type { Packages } from './packages.ts';
import { parsePackage } from './parse-package.ts';
import { readPackage } from './read-package.ts';

/**
 * Something in a text of the package that is not designated information unless it stands in the
 * grounds: the Act lets what a person wrote there leave, and a person should know that it does.
 */
export type NarrativeWarning = {
  kind: 'ip-address' | 'device-identifier' | 'score' | 'rule-number' | 'staff';
  /** "grounds", "second-test", or the report's label: "R3". */
  where: string;
  /** What was found, with at most a few words around it. */
  text: string;
};

type Finder = (text: string) => string[];

const matches =
  (pattern: RegExp): Finder =>
  (text) =>
    text.match(pattern) ?? [];

const addresses: Finder = (text) =>
  (text.match(/[0-9A-Fa-f:.]{7,45}/g) ?? [])
    .map((candidate) => candidate.replace(/^[.]+|[.]+$/g, '').replace(/(?<!:):$/, ''))
    .filter((candidate) => isIP(candidate) !== 0);

/** Fifteen digits whose last one proves the others: by chance one number in ten does. */
const imeis: Finder = (text) =>
  (text.match(/(?<!\d)\d(?:[ -]?\d){14}(?!\d)/g) ?? []).filter((found) =>
    luhnHolds(found.replace(/\D/g, '')),
  );

function luhnHolds(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

const finders: readonly { kind: NarrativeWarning['kind']; find: Finder }[] = [
  { kind: 'ip-address', find: addresses },
  { kind: 'device-identifier', find: imeis },
  {
    kind: 'device-identifier',
    find: matches(/(?<![0-9A-Fa-f:-])(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}(?![0-9A-Fa-f:-])/g),
  },
  {
    kind: 'device-identifier',
    find: matches(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi),
  },
  {
    kind: 'device-identifier',
    find: matches(
      /\b(?:IMEI|IMSI|device (?:id|identifier|fingerprint)|identifiant (?:de l[’']|d[’'])appareil)\b.{0,24}/gi,
    ),
  },
  {
    kind: 'score',
    find: matches(
      /\b(?:score|scored|pointage|risk (?:rating|level)|cote de risque|niveau de risque)\b[^.\n\d]{0,16}\d+(?:[.,]\d+)?(?: ?%|\/\d+)?/gi,
    ),
  },
  { kind: 'rule-number', find: matches(/\b(?:[A-Z]{2,4}-[A-Z]{2,6}-\d{2,4}|FP\d{2})\b/g) },
  {
    kind: 'staff',
    find: matches(
      /\b(?:[Pp]repared|[Ww]ritten|[Ss]igned|[Rr]eviewed|[Ff]iled|[Rr]eported|[Oo]bserved) by:? \p{Lu}[\p{L}.’'-]*(?: \p{Lu}[\p{L}.’'-]*)?/gu,
    ),
  },
  {
    kind: 'staff',
    find: matches(
      /(?<!\p{L})(?:[Pp]réparé|[Rr]édigé|[Ss]igné|[Rr]évisé|[Oo]bservé)e? par ?:? \p{Lu}[\p{L}.’'-]*(?: \p{Lu}[\p{L}.’'-]*)?/gu,
    ),
  },
  {
    kind: 'staff',
    find: matches(
      /(?<!\p{L})(?:[Tt]eller|[Bb]ranch manager|[Cc]ompliance officer|[Aa]nalyst|[Ee]mployee|[Cc]aissi(?:er|ère)|[Dd]irect(?:eur|rice) de succursale|[Aa]nalyste|[Ee]mployée?)(?: (?:no\.?|number|id|ID|numéro|n°))?:? ?(?:#? ?\d{3,}|\p{Lu}[\p{L}.’'-]*(?: \p{Lu}[\p{L}.’'-]*)?)/gu,
    ),
  },
];

/**
 * What in the grounds and in the texts of reports as filed should not leave without a thought: addresses
 * on the Internet, identifiers of devices, scores, numbers of rules, people who work where the reports
 * come from. A warning to those who decide, never a reason to refuse.
 */
export function narrativeWarnings(
  held: Pick<DisclosurePackage, 'grounds' | 'cover' | 'reports'>,
): NarrativeWarning[] {
  const texts = [
    { where: 'grounds', text: held.grounds.statement },
    { where: 'second-test', text: held.cover.secondTest?.facts ?? '' },
    ...held.reports.map(({ label, narrative, actionTaken }) => ({
      where: label,
      text: [narrative?.text, actionTaken].filter(Boolean).join('\n'),
    })),
  ];
  const found = texts.flatMap(({ where, text }) =>
    finders.flatMap(({ kind, find }) =>
      find(text).map((quoted) => ({ kind, where, text: quoted.trim() })),
    ),
  );
  return onceEach(found);
}

/** Each warning once, in order. */
const onceEach = (warnings: readonly NarrativeWarning[]): NarrativeWarning[] => [
  ...new Map(
    warnings.map((one) => [JSON.stringify([one.kind, one.where, one.text]), one]),
  ).values(),
];

/**
 * The warnings about frozen packages, those of each once: the text of a report stands in every package
 * of a submission.
 *
 * @throws DomainError package-altered
 */
export async function warningsOfPackages(
  ports: { packages: Pick<Packages, 'get'> },
  disclosures: readonly { disclosureId: DisclosureId; packageDigest: string }[],
): Promise<NarrativeWarning[]> {
  const found: NarrativeWarning[] = [];
  for (const disclosure of disclosures) {
    const bytes = await readPackage(ports, disclosure);
    found.push(...narrativeWarnings(parsePackage(bytes)));
  }
  return onceEach(found);
}
