import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { ledgerKey } from '../lib/identifiers.ts';

const plantedSchema = z.array(
  z.object({
    name: z.string(),
    kind: z.enum(['story', 'look-alike']),
    truth: z.string(),
    typology: z.string(),
    outcome: z.enum(['case', 'no-case']),
    recipients: z.array(z.string()),
    clients: z.array(
      z.strictObject({ entity: z.string(), clientNumber: z.string(), part: z.string() }),
    ),
  }),
);

/** What was planted in the sample batches, with the subject keys of the people in it. */
export const planted = plantedSchema
  .parse(
    JSON.parse(readFileSync(new URL('../events/batches/planted.json', import.meta.url), 'utf8')),
  )
  .map((one) => ({
    ...one,
    subjects: one.clients.map(({ entity, clientNumber }) =>
      ledgerKey('party', 'client', entity, clientNumber),
    ),
  }));
