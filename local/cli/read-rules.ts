import { exitCodes } from './exit-codes.ts';
import { Failure } from './failure.ts';

/**
 * The rules of this project with their cases. Read when asked for: it takes a while, no other command
 * needs them, and they may be faulty.
 *
 * @throws Failure where any document does not fit.
 */
export async function readRules() {
  try {
    const { indicatorFolders, rulebook } = await import('../../rules/read-rules.ts');
    return { folders: indicatorFolders, rulebook };
  } catch (cause) {
    throw new Failure(
      exitCodes.refused,
      'The documents cannot be read. moneytrail indicators check says why',
      { cause },
    );
  }
}
