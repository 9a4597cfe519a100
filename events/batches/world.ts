import type { FiledReport } from '../../lib/reports/report.ts';
import { type Client, type Clients, createClients } from './client.ts';
import { createMerchants, type Merchants } from './merchants.ts';
import { createPeople, type People } from './people.ts';

/** What all parts of the samples draw on: each name, number and address is handed out once. */
export type World = { people: People; clients: Clients; merchants: Merchants };

export function createWorld(): World {
  const people = createPeople();
  return { people, clients: createClients(), merchants: createMerchants(people) };
}

/** One thing hidden among ordinary life, and what should become of it. */
export type Planted = {
  name: string;
  kind: 'story' | 'look-alike';
  /** For a look-alike: the story it resembles. */
  resembles?: string;
  /** One sentence for a person who checks the outcome. */
  truth: string;
  /** For a look-alike: the innocent explanation that the data supports. */
  explanation?: string;
  typology: string;
  outcome: 'case' | 'no-case';
  /** Who should receive the package; the first is the main recipient. */
  recipients: string[];
  clients: { entity: string; clientNumber: string; part: string }[];
};

export type Part = { reports: FiledReport[]; planted?: Planted };

export const plantedClient = ({ institution, party }: Client, part: string) => ({
  entity: String(institution.number),
  clientNumber: party.clientNumber,
  part,
});
