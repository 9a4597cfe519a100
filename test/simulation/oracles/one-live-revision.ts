import type { LedgerKey } from '../../../lib/identifiers.ts';
import type { Contribution } from '../../../lib/ledger/contribution.ts';
import type { Ledger } from '../../../lib/ledger/ledger.ts';
import { nameOf } from '../reference/reference-model.ts';
import { registerOf } from '../world/functions.ts';
import { type Evidence, same } from './evidence.ts';

/** Every accepted report has exactly one live revision: in the register and in every ledger. */
export async function oneLiveRevision(evidence: Evidence): Promise<void> {
  await registerAgrees(evidence);
  for (const [key, ledger] of evidence.ledgers) {
    if (key.startsWith('party:')) subjectAgrees(key, ledger, evidence);
    else usersAgree(key, ledger, evidence);
  }
  for (const key of evidence.reference.ledgers.keys()) {
    if (!evidence.ledgers.has(key)) evidence.world.fail('revisions', `no ledger of ${key}`);
  }
  for (const key of evidence.reference.users.keys()) {
    if (!evidence.ledgers.has(key)) evidence.world.fail('revisions', `no ledger of ${key}`);
  }
}

async function registerAgrees({ world, reference, rulebook }: Evidence): Promise<void> {
  const { cloud, stores, scale, fail } = world;
  const register = registerOf({
    clients: cloud.clientsOf('oracle'),
    stores,
    scale,
    pause: async () => {},
    newName: () => '',
    rulebook,
    routing: undefined as never,
  });
  const byEntity = Map.groupBy(reference.live.values(), ({ entity }) => entity);
  for (const [entity, versions] of byEntity) {
    const known = await register.getMany(
      entity,
      versions.map((version) => version.reference),
    );
    for (const version of versions) {
      const registered = known.get(version.reference);
      if (registered?.revision !== version.revision) {
        fail('revisions', `register: ${nameOf(version)} ${registered?.revision ?? 'is not there'}`);
      } else if (registered.action !== version.report.action) {
        fail('revisions', `register: ${nameOf(version)} ${registered.action}`);
      } else if ((version.report.action === 'delete') === (registered.location !== undefined)) {
        fail('revisions', `register: text of ${nameOf(version)}`);
      }
    }
  }
}

/** A ledger may hold an empty contribution of a report that speaks of somebody else by now. */
function subjectAgrees(key: LedgerKey, ledger: Ledger, { world, reference }: Evidence): void {
  const expected = reference.ledgers.get(key) ?? new Map<string, Contribution>();
  for (const [name, { replaces: _, ...held }] of ledger.contributions) {
    const live = reference.live.get(name);
    if (held.revision !== live?.revision) {
      world.fail('revisions', `ledger ${key}: ${name} as of ${held.revision}`);
      continue;
    }
    const told = expected.get(name) ?? {
      report: held.report,
      revision: held.revision,
      entries: [],
    };
    if (!same(held, told)) world.fail('revisions', `ledger ${key}: ${name} tells otherwise`);
  }
  for (const name of expected.keys()) {
    if (!ledger.contributions.has(name)) world.fail('revisions', `ledger ${key} lacks ${name}`);
  }
}

/** The ledger of a link key tells who uses it, each with the earliest moment that any report tells. */
function usersAgree(key: LedgerKey, ledger: Ledger, { world, reference }: Evidence): void {
  const held = [...ledger.contributions.values()]
    .flatMap(({ members = [] }) => members)
    .map(({ subject, as, since }) => ({ subject, as, since }));
  const expected = [...reference.ledgers].flatMap(([subject, contributions]) => {
    const uses = [...contributions.values()]
      .flatMap(({ uses: all = [] }) => all)
      .filter((use) => use.key === key);
    return [...Map.groupBy(uses, ({ as }) => as)].map(([as, some]) => ({
      subject,
      as,
      since: some.map(({ since }) => since).sort(byInstant)[0] ?? '',
    }));
  });
  const inOrder = (users: typeof held) =>
    users.map(({ subject, as, since }) => `${subject} ${as} ${since}`).sort();
  if (!same(inOrder(held), inOrder(expected))) {
    world.fail('revisions', `ledger ${key}: ${inOrder(held)} instead of ${inOrder(expected)}`);
  }
}

const byInstant = (a: string, b: string): number =>
  Date.parse(a) - Date.parse(b) || (a < b ? -1 : 1);
