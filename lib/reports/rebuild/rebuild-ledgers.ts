import type { EntityNumber, LedgerKey } from '../../identifiers.ts';
import type { Contribution } from '../../ledger/contribution.ts';
import { contributionName } from '../../ledger/ledger.ts';
import type { StoredLedgers } from '../../ledger/stored-ledgers.ts';
import { contributionsToLinks, usesAfter } from '../../ledger/uses.ts';
import type { Inbox } from '../inbox.ts';
import type { RegisteredReport, ReportRegister } from '../register.ts';
import { areSame, compareLedger } from './compare-ledgers.ts';
import {
  type LiveReport,
  liveContributions,
  liveRecords,
  liveReports,
  type ReplayPorts,
} from './replay-batches.ts';

export type RebuildPorts = ReplayPorts & {
  inbox: Pick<Inbox, 'read' | 'keepReports'>;
  register: ReportRegister;
  ledgers: StoredLedgers;
  /** Has ledgers looked at again. */
  evaluations: { request(keys: readonly LedgerKey[], onBehalfOf: EntityNumber): Promise<void> };
};

export type RebuildOptions = {
  /** Writes what differs; otherwise it is only told. */
  write: boolean;
  /** Subjects are worked on in so many parts, so that less is in memory at a time. */
  parts?: number;
  /** Told of each part that is done. */
  onPart?: (done: number, parts: number) => void;
};

/** What differed from the raw batches, and was mended if `write` was asked for. */
export type Rebuilt = {
  reports: number;
  ledgers: number;
  linkKeys: number;
  /** References whose register entry is missing or tells of another version. */
  differingReports: string[];
  /** Ledgers that are missing, damaged, or say something else; keys are digests. */
  differingLedgers: LedgerKey[];
};

type Contributions = Map<string, Contribution>;

/**
 * Tells what the register and the ledgers should hold from the raw batches alone, compares it with what
 * stands, and writes it where it differs. Safe to run at any time and to break off: what a batch in
 * work has not merged yet may be told as missing, and writing it merges it early.
 */
export async function rebuildLedgers(
  ports: RebuildPorts,
  { write, parts = 1, onPart }: RebuildOptions,
): Promise<Rebuilt> {
  const live = await liveReports(ports);
  const differingReports = await mendRegister(ports, live, write);
  const links = new Map<LedgerKey, Contributions>();
  const differing: LedgerKey[] = [];
  const known = new Set<LedgerKey>();
  for (let part = 0; part < parts; part += 1) {
    const subjects = await subjectsOf(ports, live, (key) => partOf(key, parts) === part);
    for (const [subject, expected] of subjects) {
      known.add(subject);
      addLinks(links, subject, expected);
      if (await differs(ports, subject, expected)) {
        differing.push(subject);
        if (write) await ports.ledgers.restore(subject, expected);
      }
    }
    onPart?.(part + 1, parts);
  }
  const differingLinks = await mendLinks(ports, links, write);
  const leftOver = await emptyLeftOver(ports, new Set([...known, ...links.keys()]), write);
  const differingLedgers = [...differing, ...differingLinks, ...leftOver].sort();
  if (write && differingLedgers.length > 0) await askToEvaluate(ports, live, differingLedgers);
  return {
    reports: live.size,
    ledgers: known.size,
    linkKeys: links.size,
    differingReports,
    differingLedgers,
  };
}

async function subjectsOf(
  ports: RebuildPorts,
  live: ReadonlyMap<string, LiveReport>,
  isWanted: (key: LedgerKey) => boolean,
): Promise<Map<LedgerKey, Contributions>> {
  const subjects = new Map<LedgerKey, Contributions>();
  for await (const [subject, contribution] of liveContributions(ports, live, isWanted)) {
    const held = subjects.get(subject) ?? new Map();
    held.set(contributionName(contribution.report), contribution);
    subjects.set(subject, held);
  }
  return subjects;
}

const partOf = (key: LedgerKey, parts: number): number =>
  Number.parseInt(key.slice(-4), 16) % parts;

const differs = async (
  { ledgers }: RebuildPorts,
  key: LedgerKey,
  expected: Contributions,
): Promise<boolean> => {
  const standing = await ledgers.whole(key);
  return !standing || !areSame(compareLedger(standing, expected));
};

function addLinks(
  links: Map<LedgerKey, Contributions>,
  subject: LedgerKey,
  contributions: Contributions,
): void {
  const told = { subject, version: 1, anew: true };
  const uses = usesAfter([], contributions.values(), told);
  const entity = [...contributions.values()][0]?.report.entity ?? '';
  for (const [key, link] of contributionsToLinks(uses, { subject, entity, since: 0 })) {
    const held = links.get(key) ?? new Map();
    links.set(key, held.set(contributionName(link.report), link));
  }
}

async function mendLinks(
  ports: RebuildPorts,
  links: ReadonlyMap<LedgerKey, Contributions>,
  write: boolean,
): Promise<LedgerKey[]> {
  const differing: LedgerKey[] = [];
  for (const [key, expected] of links) {
    if (!(await differs(ports, key, expected))) continue;
    differing.push(key);
    if (write) await ports.ledgers.restoreLink(key, [...expected.values()]);
  }
  return differing;
}

/** Ledgers of which the raw batches know nothing, and which say something all the same. */
async function emptyLeftOver(
  ports: RebuildPorts,
  known: ReadonlySet<LedgerKey>,
  write: boolean,
): Promise<LedgerKey[]> {
  const leftOver: LedgerKey[] = [];
  for await (const key of ports.ledgers.keys()) {
    if (known.has(key) || !(await differs(ports, key, new Map()))) continue;
    leftOver.push(key);
    if (write) await ports.ledgers.restore(key, new Map());
  }
  return leftOver;
}

/** So many reports are looked up at a time. */
const lookedUp = 5_000;

async function mendRegister(
  ports: RebuildPorts,
  live: ReadonlyMap<string, LiveReport>,
  write: boolean,
): Promise<string[]> {
  const differing = new Set<string>();
  for (const [entity, reports] of Map.groupBy(live.values(), (one) => one.entity)) {
    for (let next = 0; next < reports.length; next += lookedUp) {
      const some = reports.slice(next, next + lookedUp);
      const references = some.map(({ reference }) => reference);
      const standing = await ports.register.getMany(entity, references);
      for (const report of some) {
        if (isRegistered(report, standing.get(report.reference))) continue;
        differing.add(contributionName(report));
      }
    }
  }
  if (write && differing.size > 0) await registerAgain(ports, live, differing);
  return [...differing].sort();
}

const isRegistered = (
  { revision, digest, action, touches }: LiveReport,
  known: RegisteredReport | undefined,
): boolean =>
  known !== undefined &&
  known.revision === revision &&
  known.digest === digest &&
  known.action === action &&
  touches.every((key) => known.touched.includes(key));

async function registerAgain(
  ports: RebuildPorts,
  live: ReadonlyMap<string, LiveReport>,
  names: ReadonlySet<string>,
): Promise<void> {
  for await (const { batch, record } of liveRecords(ports, live, names)) {
    const { entity, batchId } = batch;
    const { position, ...version } = record.version;
    const kept = { entity, batchId, first: position };
    const [location] =
      record.version.action === 'delete' ? [] : await ports.inbox.keepReports(kept, [record.text]);
    await ports.register.change(entity, [record.reference], (_, known) => {
      // A newer version may have come meanwhile.
      if (known && known.revision > version.revision) return undefined;
      const submittedDigest = version.action === 'submit' ? version.digest : known?.submittedDigest;
      return {
        revision: version.revision,
        digest: version.digest,
        action: version.action,
        touched: [...new Set([...(known?.touched ?? []), ...version.touches])].sort(),
        ...(location && { location }),
        ...(submittedDigest !== undefined && { submittedDigest }),
        version: (known?.version ?? 0) + 1,
      };
    });
  }
}

async function askToEvaluate(
  { evaluations }: RebuildPorts,
  live: ReadonlyMap<string, LiveReport>,
  keys: readonly LedgerKey[],
): Promise<void> {
  // Whose reports they are matters for fairness between entities alone.
  const [entity = ''] = [...live.values()].map((report) => report.entity);
  await evaluations.request(keys, entity);
}
