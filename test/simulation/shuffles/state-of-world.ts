import { acceptedReports } from '../../../lib/aws/accepted-reports.ts';
import { assessmentOf } from '../../../lib/aws/assessment-item.ts';
import { employerRiskOf } from '../../../lib/aws/employer-item.ts';
import { evaluationOf } from '../../../lib/aws/evaluation-item.ts';
import { frozenFactsOf, notedChangesOf } from '../../../lib/aws/frozen-items.ts';
import { ledgerKeyOf } from '../../../lib/aws/keys.ts';
import type { Assessment } from '../../../lib/cases/assessment.ts';
import { caseSchema, decisionSchema } from '../../../lib/cases/case.ts';
import { nothingChanged } from '../../../lib/cases/changed-facts.ts';
import { isLive } from '../../../lib/cases/next-case.ts';
import { deliverySchema } from '../../../lib/disclosures/outbox.ts';
import { digest, type LedgerKey } from '../../../lib/identifiers.ts';
import type { Evaluation } from '../../../lib/indicators/match.ts';
import type { Ledger } from '../../../lib/ledger/ledger.ts';
import type { RegisteredReport } from '../../../lib/reports/register.ts';
import { manifestName } from '../../../lib/sealing/manifest.ts';
import { unzipped } from '../../../lib/sealing/package-zip.ts';
import { ledgersOf, registerOf } from '../world/functions.ts';
import type { ShuffledWorld } from './shuffled-world.ts';
import type { Telling } from './telling.ts';

/** What is stored, by a name in words: "ledger of party:…". */
export type Parts = Map<string, unknown>;

/** What one shuffle came to. */
export type State = { state: Parts; matches: Parts; packages: Parts };

type Item = Record<string, unknown>;

/**
 * What the stores mean, whatever the month was shuffled by. Left out is what tells how it was come to,
 * or depends on it by design and is not a finding:
 *
 * - versions and revisions of items, which count writes; `changedAt` of uses, which is such a version;
 * - a revision of a report is told by the version of the month that it stands for: its digits are the
 *   name of a batch and a place in it;
 * - contributions, ledgers, members and evaluations of nothing: they are left by a version that was
 *   live for a while, and say no more than their absence;
 * - of the register `touched`, `decided` and where a text is, but not the text: everybody whom a
 *   report ever spoke of, and more when an earlier version was live for a while; that all of whom it
 *   speaks now are among them is part of the state;
 * - `shared` of uses and `replaces` of contributions: they say where to look, and may say it once more;
 * - cases that lapsed or were merged: a case that nobody ever saw open would not be there.
 */
export async function stateOf(world: ShuffledWorld, month: readonly Telling[]): Promise<State> {
  const { cloud, stores } = world;
  const ledgers = await ledgersIn(world);
  const items = cloud.items(stores.tables.cases);
  const state: Parts = new Map([
    ...(await registerIn(world, month, ledgers)),
    ...[...ledgers].flatMap(([key, ledger]) => ledgerPart(key, ledger, world)),
    ...items.flatMap((item) => findingPart(item, ledgers)),
  ]);
  return { state, matches: matchesIn(items), packages: packagesIn(world) };
}

async function ledgersIn(world: ShuffledWorld): Promise<Map<LedgerKey, Ledger>> {
  const keys = world.cloud.items(world.stores.tables.ledger).map(ledgerKeyOf);
  return ledgersOf(world.machine).getMany([...new Set(keys)]);
}

function ledgerPart(key: LedgerKey, ledger: Ledger, world: ShuffledWorld): [string, unknown][] {
  const meaning = key.startsWith('party:') ? subjectLedger(ledger, world) : linkLedger(ledger);
  return Object.keys(meaning).length > 0 ? [[`ledger of ${key}`, meaning]] : [];
}

function subjectLedger({ contributions, uses = [] }: Ledger, world: ShuffledWorld): object {
  const told = [...contributions.values()].flatMap(({ revision, replaces: _, ...contribution }) => {
    const { report, ...rest } = contribution;
    const isEmpty = rest.entries.length === 0 && Object.keys(rest).length === 1;
    return isEmpty ? [] : [[report.reference, { ...rest, version: world.tellingOf(revision) }]];
  });
  const used = uses
    .filter(({ members }) => members.length > 0)
    .map(({ key, members }) => [`use of ${key}`, members]);
  return Object.fromEntries([...told, ...used]);
}

const linkLedger = ({ contributions }: Ledger): object =>
  Object.fromEntries(
    [...contributions.values()].flatMap(({ report, members = [] }) =>
      members.length > 0 ? [[report.reference, members]] : [],
    ),
  );

async function registerIn(
  world: ShuffledWorld,
  month: readonly Telling[],
  ledgers: ReadonlyMap<LedgerKey, Ledger>,
): Promise<[string, unknown][]> {
  const register = registerOf(world.machine);
  const spokenOf = subjectsSpokenOf(ledgers);
  const parts: [string, unknown][] = [];
  for (const [entity, told] of Map.groupBy(month, (telling) => telling.entity)) {
    const references = [...new Set(told.map(({ report }) => report.reference))];
    const known = await register.getMany(entity, references);
    for (const reference of references) {
      const registered = known.get(reference);
      const part = registered && (await registeredPart(registered, world));
      const subjects = [...(spokenOf.get(`${entity}/${reference}`) ?? [])].sort();
      const untouched = subjects.filter((subject) => !registered?.touched.includes(subject));
      parts.push([`register of ${reference}`, { ...part, subjects, untouched }]);
    }
  }
  return parts;
}

function subjectsSpokenOf(ledgers: ReadonlyMap<LedgerKey, Ledger>): Map<string, Set<LedgerKey>> {
  const spokenOf = new Map<string, Set<LedgerKey>>();
  for (const [key, { contributions }] of ledgers) {
    if (!key.startsWith('party:')) continue;
    for (const [name, { entries, keys = [] }] of contributions) {
      if (entries.length + keys.length === 0) continue;
      spokenOf.set(name, (spokenOf.get(name) ?? new Set()).add(key));
    }
  }
  return spokenOf;
}

async function registeredPart(
  { revision, digest: content, action, submittedDigest, location }: RegisteredReport,
  { machine, stores, tellingOf }: ShuffledWorld,
) {
  const texts = acceptedReports({ client: machine.clients.s3, bucket: stores.buckets.inbox });
  return {
    version: tellingOf(revision),
    content,
    action,
    submittedDigest,
    text: location ? digest(await texts.read(location)) : 'withdrawn',
  };
}

function findingPart(item: Item, ledgers: ReadonlyMap<LedgerKey, Ledger>): [string, unknown][] {
  const { pk, sk } = item;
  const name = String(pk).slice(String(pk).indexOf('#') + 1);
  const [kind = '', number = ''] = String(sk).split('#');
  switch (kind) {
    case 'EVALUATION': {
      const { ledgerVersion: _, ...evaluation } = evaluationOf(item);
      return saysSomething(evaluation, ledgers) ? [[`evaluation of ${name}`, evaluation]] : [];
    }
    case 'ASSESSMENT':
      return [[`assessment of ${name}`, withoutVersions(assessmentOf(item).assessment)]];
    case 'MEMBERSHIP':
      // Who once was in a case and is no more keeps a note that says nothing.
      return item['caseId'] ? [[`case of ${name}`, item['caseId']]] : [];
    case 'RISK':
      return [[`employer ${name}`, employerRiskOf(item).risk]];
    case 'CASE': {
      const theCase = caseSchema.parse(item['theCase']);
      const { revision: _, ...rest } = theCase;
      return isLive(theCase) ? [[`case ${name}`, rest]] : [];
    }
    case 'FROZEN':
      return number ? [[`facts ${number} frozen of ${name}`, frozenFactsOf(item)]] : [];
    case 'CHANGED': {
      const { changed } = notedChangesOf(item);
      const isNothing = JSON.stringify(changed) === JSON.stringify(nothingChanged);
      return isNothing ? [] : [[`changes ${number} of ${name}`, changed]];
    }
    default:
      return decidedPart(item, name, number);
  }
}

/** What people decided, and what followed from it. */
function decidedPart(item: Item, name: string, number: string): [string, unknown][] {
  if (item['decision']) {
    const { revision: _, ...decision } = decisionSchema.parse(item['decision']);
    return [[`decision ${number} on ${name}`, decision]];
  }
  if (item['disclosure']) return [[`disclosure ${name}`, item['disclosure']]];
  if (item['delivery']) {
    // What is sealed is compared by its manifest: signatures are random.
    const { seal: _, ...delivery } = deliverySchema.parse(item['delivery']);
    return [[`delivery ${number} to ${name}`, delivery]];
  }
  if (item['mark']) return [[`amendment of ${name}`, item['mark']]];
  return [];
}

/** Of a subject without a live report something is said only where it was judged before. */
const saysSomething = (
  { subject, matches, explanations }: Omit<Evaluation, 'ledgerVersion'>,
  ledgers: ReadonlyMap<LedgerKey, Ledger>,
): boolean =>
  matches.length + explanations.length > 0 ||
  [...(ledgers.get(subject)?.contributions.values() ?? [])].some(
    ({ entries, keys = [] }) => entries.length + keys.length > 0,
  );

const withoutVersions = ({ subjects, ...assessment }: Assessment) => ({
  ...assessment,
  subjects: subjects.map(({ ledgerVersion: _, ...subject }) => subject),
});

/** Every match of every subject, those that only several ledgers show among them. */
function matchesIn(items: readonly Item[]): Parts {
  const matches = items.flatMap((item) => {
    if (item['sk'] === 'EVALUATION') return evaluationOf(item).matches;
    return item['sk'] === 'ASSESSMENT' ? assessmentOf(item).assessment.matches : [];
  });
  return new Map(matches.map((match) => [`${match.matchId} of ${match.subject}`, match]));
}

function packagesIn({ cloud, stores }: ShuffledWorld): Parts {
  return new Map(
    [...cloud.objects(stores.buckets.packages)].flatMap(([name, bytes]): [string, string][] => {
      if (!name.startsWith('sealed/')) return [[name, digest(bytes)]];
      return name.endsWith('.jwe') ? [] : [[name, digest(manifestIn(bytes))]];
    }),
  );
}

const manifestIn = (zip: Uint8Array): Uint8Array =>
  unzipped(zip).find(({ name }) => name === manifestName)?.bytes ?? zip;
