import type { Client } from './client.ts';
import type { NamedPerson } from './people.ts';

/** A client as another institution, or another client's transfers, know them: name and e-mail. */
export function knownElsewhere({ party }: Client): NamedPerson {
  if (party.kind !== 'person') throw new TypeError('only a person is known by name and e-mail');
  const { surname, given, email } = party as NamedPerson;
  return { ref: `${party.ref}-elsewhere`, kind: 'person', role: 'unknown', surname, given, email };
}
