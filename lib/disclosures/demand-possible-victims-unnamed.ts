import { DomainError } from '../errors.ts';
import { foldText } from '../ledger/fold-text.ts';
import type { PackageContents } from './package.ts';

/** A shorter word of a name is a word of ordinary text too often. */
const shortestWord = 3;

/**
 * Refuses a package for a recipient other than the police in whose text an author names a possible
 * victim. It cannot be mended here: only the author knows what the sentence is worth without the name.
 *
 * @throws DomainError possible-victim-named
 */
export function demandPossibleVictimsUnnamed({
  cover,
  grounds,
  possibleVictims,
}: PackageContents): void {
  const written = new Set(wordsOf(`${grounds.statement} ${cover.secondTest?.facts ?? ''}`));
  const names = possibleVictims.flatMap((person) => [...person.names, ...person.aliases]);
  const named = names
    .flatMap(wordsOf)
    .some((word) => word.length >= shortestWord && written.has(word));
  if (named) throw new DomainError('possible-victim-named', cover.recipient.id);
}

const wordsOf = (text: string): string[] =>
  foldText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
