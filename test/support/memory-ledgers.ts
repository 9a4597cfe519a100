import type { LedgerKey } from '../../lib/identifiers.ts';
import { emptyLedger, type Ledger, mergeContributions } from '../../lib/ledger/ledger.ts';
import type { Ledgers, Merged } from '../../lib/ledger/ledgers.ts';
import { type Uses, usesAfter } from '../../lib/ledger/uses.ts';

/** Ledgers in memory, with the promises of the port. */
export function memoryLedgers() {
  const held = new Map<LedgerKey, Ledger>();
  const used = new Map<LedgerKey, Uses>();
  const get = async (key: LedgerKey) => held.get(key) ?? emptyLedger(key);
  const ledgers: Ledgers = {
    get,
    version: async (key) => (await get(key)).version,
    async getMany(keys) {
      return new Map(await Promise.all(keys.map(async (key) => [key, await get(key)] as const)));
    },
    async merge(key, incoming) {
      const { version: before, contributions: known } = await get(key);
      const contributions = mergeContributions(known, incoming);
      const changed = contributions !== known;
      const version = before + (changed ? 1 : 0);
      const isSubject = key.startsWith('party:');
      if (changed && isSubject) {
        const told = { subject: key, version, anew: true };
        used.set(key, usesAfter(used.get(key) ?? [], contributions.values(), told));
      }
      if (changed) held.set(key, { key, version, contributions });
      const since = changed ? version : 0;
      return { changed, version, since, uses: used.get(key) ?? [], users: usersIn(contributions) };
    },
    async mergeMany(changes) {
      const merged = new Map<LedgerKey, Merged>();
      for (const [key, incoming] of changes) merged.set(key, await ledgers.merge(key, incoming));
      return merged;
    },
    async markShared(shared) {
      for (const [subject, keys] of shared) {
        const uses = used.get(subject) ?? [];
        const marked = uses.map((use) =>
          keys.has(use.key) ? { ...use, shared: true as const } : use,
        );
        used.set(subject, marked);
      }
    },
  };
  /** The same ledgers as a store would give them: with what each subject uses. */
  const withUses: Pick<Ledgers, 'get' | 'getMany'> = {
    get: async (key) => ({ ...(await get(key)), uses: used.get(key) ?? [] }),
    getMany: async (keys) =>
      new Map(await Promise.all(keys.map(async (key) => [key, await withUses.get(key)] as const))),
  };
  return { held, ledgers, withUses };
}

function usersIn(contributions: Ledger['contributions']): Merged['users'] {
  const using = [...contributions.values()].filter(({ members = [] }) => members.length > 0);
  return { newest: using.map(({ report }) => report.reference), more: false };
}
