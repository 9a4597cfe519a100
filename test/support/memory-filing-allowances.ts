import { isDeepStrictEqual } from 'node:util';
import { StaleWrite } from '../../lib/errors.ts';
import type { RecipientId } from '../../lib/identifiers.ts';
import {
  type FilingAllowance,
  type KeptFilingAllowances,
  unusedFilingAllowance,
} from '../../lib/information-records/filing-allowances.ts';

/** What agencies may still file, in memory, with the promises of the port. */
export function memoryFilingAllowances(): KeptFilingAllowances {
  const held = new Map<RecipientId, FilingAllowance>();
  return {
    get: async (agency) => held.get(agency) ?? unusedFilingAllowance,
    async replace(agency, before, next) {
      if (!isDeepStrictEqual(held.get(agency) ?? unusedFilingAllowance, before)) {
        throw new StaleWrite('memory');
      }
      held.set(agency, next);
    },
  };
}
