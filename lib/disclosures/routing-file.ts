import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RoutingTable, type RoutingTables, routingTableSchema } from './recipient.ts';

/** The routing table beside the rulebook: `<directory>/routing/recipients.json`, read once. */
export function routingFile(directory: string): RoutingTables {
  let table: Promise<RoutingTable> | undefined;
  const read = async () => {
    const text = await readFile(join(directory, 'routing', 'recipients.json'), 'utf-8');
    return routingTableSchema.parse(JSON.parse(text));
  };
  return {
    active() {
      table ??= read();
      return table;
    },
  };
}
