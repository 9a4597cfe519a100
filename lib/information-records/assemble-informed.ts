import { type AssemblyPorts, assembleCase, type Current } from '../cases/assemble-case.ts';
import { StaleWrite } from '../errors.ts';
import type { LedgerKey } from '../identifiers.ts';
import { type InformingPorts, noteInformation } from './note-information.ts';
import { notePossibleMatches, type PossiblePorts } from './note-possible-matches.ts';
import type { WatchedKeys } from './watched-keys.ts';

const attempts = 8;

/**
 * Keeps the cases around a subject current, and then what agencies' records have to do with them.
 *
 * @throws StaleWrite when others kept changing the same cases; the message then comes again.
 */
export async function assembleInformed(
  ports: AssemblyPorts & InformingPorts & PossiblePorts,
  subject: LedgerKey,
  watched: WatchedKeys,
): Promise<Current> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const current = await assembleCase(ports, subject);
    try {
      const confirmed = await notePossibleMatches(ports, current, watched);
      await noteInformation(ports, current.stored, current.keysOf, { watched, confirmed });
      return current;
    } catch (cause) {
      if (!(cause instanceof StaleWrite)) throw cause;
      await ports.pause(attempt);
    }
  }
  throw new StaleWrite(subject);
}
