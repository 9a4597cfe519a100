import type { Recipient, RoutingTable } from '../disclosures/recipient.ts';
import { dayMilliseconds } from '../time.ts';
import type { Disclosed } from './disclosed.ts';
import { fiscalYearOf, monthOf, monthsOf } from './fiscal-year.ts';
import {
  type Cell,
  type Counts,
  hiddenIn,
  isSafe,
  smallestTold,
  type Told,
  told,
  toldAlone,
} from './suppress-small.ts';

/** Days from the newest report of a package to the approval; not told of fewer than five packages. */
type Delay = { packages: Told; medianDays?: number; ninetiethPercentileDays?: number };

/** What an annual report says of a fiscal year. Tables of packages add up to `packages`. */
export type DisclosureStatistics = {
  fiscalYear: string;
  /** Cases of which something was disclosed: one of these can become several packages. */
  uniqueDisclosures: Told;
  packages: Told;
  amendments: Told;
  /** Unique disclosures. */
  byTypology: Cell[];
  byProject: Cell[];
  byOrigin: Cell[];
  /** Packages. */
  byRecipientClass: Cell[];
  byProvince: Cell[];
  delay: Delay;
  /** Unique disclosures of each month of the year and each typology. */
  trends: { month: string; typologies: Cell[] }[];
};

/**
 * Counts what left in a fiscal year, from the approvals themselves. A disclosure is counted once, when
 * its first package was approved; packages are counted each, amendments apart. Small cells are hidden,
 * and with them what would give them away, in the same table or in one that tells of the same. A table
 * whose total is hidden is empty.
 *
 * @param all any approvals, also of other years, each once, in any order.
 * @param table names the class and the province of each recipient.
 */
export function disclosureStatistics(
  all: readonly Disclosed[],
  { fiscalYear, table }: { fiscalYear: string; table: RoutingTable },
): DisclosureStatistics {
  const isOfYear = ({ approvedAt }: Disclosed) => fiscalYearOf(approvedAt) === fiscalYear;
  const ofYear = all.filter(isOfYear);
  const packages = ofYear.filter(({ isAmendment }) => !isAmendment);
  const unique = firstOfEach(all).filter(isOfYear);
  return {
    fiscalYear,
    uniqueDisclosures: toldAlone(unique.length),
    packages: toldAlone(packages.length),
    amendments: toldAlone(ofYear.length - packages.length),
    ...(toldAlone(unique.length) === 'few' ? nothingByPattern : byPattern(unique, fiscalYear)),
    ...(toldAlone(packages.length) === 'few' ? nothingByRecipient : byRecipient(packages, table)),
    delay: delayOf(packages),
  };
}

type ByPattern = Pick<DisclosureStatistics, 'byTypology' | 'byProject' | 'byOrigin' | 'trends'>;
const nothingByPattern: ByPattern = { byTypology: [], byProject: [], byOrigin: [], trends: [] };

/** A typology has one project: what is hidden of the one the other must not tell. */
function byPattern(unique: readonly Disclosed[], fiscalYear: string): ByPattern {
  const projectOf = ({ projectTag = 'none' }: Disclosed) => projectTag;
  const typologies = countBy(unique, ({ typology }) => typology);
  const projects = countBy(unique, projectOf);
  const origins = countBy(unique, ({ requested }) => (requested ? 'requested' : 'proactive'));
  const typologiesOf = Map.groupBy(typologies.keys(), (typology) =>
    projectOf(unique.find((one) => one.typology === typology) as Disclosed),
  );
  /** What the count of a project would tell of the hidden ones among its typologies. */
  const givesAway = (its: readonly string[]) => {
    const within = new Set(its.filter((typology) => hidden.has(typology)));
    return within.size > 0 && !isSafe(typologies, within);
  };
  let hidden = hiddenIn(typologies);
  let hiddenProjects: ReadonlySet<string>;
  for (;;) {
    const telling = [...typologiesOf]
      .filter(([, its]) => givesAway(its))
      .map(([project]) => project);
    hiddenProjects = hiddenIn(projects, telling);
    const theirs = [...hiddenProjects].flatMap((project) => typologiesOf.get(project) ?? []);
    const more = hiddenIn(typologies, [...hidden, ...theirs]);
    if (more.size === hidden.size) break;
    hidden = more;
  }
  return {
    byTypology: told(typologies, hidden),
    byProject: told(projects, hiddenProjects),
    byOrigin: told(origins, hiddenIn(origins)),
    trends: trendsOf(unique, monthsOf(fiscalYear), { typologies, hidden }),
  };
}

type ByRecipient = Pick<DisclosureStatistics, 'byRecipientClass' | 'byProvince'>;
const nothingByRecipient: ByRecipient = { byRecipientClass: [], byProvince: [] };

/** Who is of no province is federal: both tables tell it or neither. */
function byRecipient(packages: readonly Disclosed[], { rows }: RoutingTable): ByRecipient {
  const known = new Map(rows.map((row) => [row.id, row]));
  const classes = countBy(packages, ({ recipient }) => classOf(known.get(recipient)));
  const provinces = countBy(
    packages,
    ({ recipient }) => known.get(recipient)?.province ?? classOf(known.get(recipient)),
  );
  const hiddenClasses = hiddenIn(classes);
  const hiddenProvinces = hiddenIn(provinces, hiddenClasses);
  return {
    byRecipientClass: told(classes, hiddenIn(classes, [...hiddenClasses, ...hiddenProvinces])),
    byProvince: told(provinces, hiddenProvinces),
  };
}

/** The first package of each case, by the instant of its approval. */
function firstOfEach(all: readonly Disclosed[]): Disclosed[] {
  const first = new Map<string, Disclosed>();
  for (const one of all) {
    if (one.isAmendment) continue;
    const known = first.get(one.caseId);
    if (!known || isBefore(one, known)) first.set(one.caseId, one);
  }
  return [...first.values()];
}

const isBefore = (one: Disclosed, other: Disclosed): boolean =>
  Date.parse(one.approvedAt) - Date.parse(other.approvedAt) < 0 ||
  (one.approvedAt === other.approvedAt && one.disclosureId < other.disclosureId);

const classOf = (recipient: Recipient | undefined): string => recipient?.level ?? 'unknown';

/** In the order of the keys. */
function countBy(counted: readonly Disclosed[], keyOf: (one: Disclosed) => string): Counts {
  const groups = Map.groupBy(counted, keyOf);
  return new Map([...groups.keys()].sort().map((key) => [key, groups.get(key)?.length ?? 0]));
}

/** Each typology is a table over the months, whose total is told beside it unless it is hidden. */
function trendsOf(
  unique: readonly Disclosed[],
  months: readonly string[],
  { typologies, hidden }: { typologies: Counts; hidden: ReadonlySet<string> },
): DisclosureStatistics['trends'] {
  const tables = [...typologies.keys()].map((typology) => {
    const its = countBy(
      unique.filter((one) => one.typology === typology),
      ({ approvedAt }) => monthOf(approvedAt),
    );
    const counts = new Map(months.map((month) => [month, its.get(month) ?? 0]));
    return { typology, counts, hidden: hidden.has(typology) ? new Set(months) : hiddenIn(counts) };
  });
  return months.map((month) => ({
    month,
    typologies: tables.map((table) => ({
      key: table.typology,
      count: table.hidden.has(month) ? 'few' : (table.counts.get(month) ?? 0),
    })),
  }));
}

function delayOf(packages: readonly Disclosed[]): Delay {
  const days = packages
    .flatMap(({ approvedAt, lastFiledOn }) =>
      lastFiledOn === undefined ? [] : [daysBetween(lastFiledOn, approvedAt)],
    )
    .sort((a, b) => a - b);
  if (days.length < smallestTold) return { packages: toldAlone(days.length) };
  const [medianDays, ninetiethPercentileDays] = [nearestRank(days, 50), nearestRank(days, 90)];
  return { packages: days.length, medianDays, ninetiethPercentileDays };
}

/** Whole days from one date to another, both as they are written; never less than none. */
const daysBetween = (from: string, until: string): number =>
  Math.max(0, Math.round((Date.parse(until.slice(0, 10)) - Date.parse(from)) / dayMilliseconds));

/** The smallest value that at least `percent` of a hundred do not exceed. */
const nearestRank = (values: readonly number[], percent: number): number =>
  values[Math.ceil((values.length * percent) / 100) - 1] ?? 0;
