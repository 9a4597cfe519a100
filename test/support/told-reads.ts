import { randomUUID } from 'node:crypto';
import type { PersonalDataRead } from '../../events/messages.ts';
import type { ReadPorts } from '../../lib/http/tell-reads.ts';

/** Hears of every read of personal data. */
export function toldReads() {
  const told: PersonalDataRead[] = [];
  const ports: ReadPorts = {
    tellReads: async (reads) => {
      told.push(...reads);
    },
    now: () => new Date().toISOString(),
    newId: () => randomUUID(),
  };
  return { told, ports };
}
