import type { Chance } from '../chance.ts';
import type { Client, Institution, Movement } from '../client.ts';
import type { Facts } from '../file-reports.ts';
import type { World } from '../world.ts';

/** A reason why a bank reports an ordinary client, and what the account then shows. */
export type Mundane = {
  name: string;
  institution: Institution;
  clients: number;
  occupations: readonly string[];
  narrative(facts: Facts): string;
  actionTaken: string;
  /** What caught the bank's eye, between two dates; daily life comes on top. */
  movements(given: {
    client: Client;
    world: World;
    drawn: Chance;
    first: string;
    last: string;
  }): Movement[];
};
