import { DomainError } from '../errors.ts';
import type { DisclosureId } from '../identifiers.ts';

/**
 * Runs a decision of a recipient. Its refusals name the case and who last decided on it, for those who
 * work on cases; a recipient learns the code and its own package, and nothing else.
 *
 * @throws DomainError with the same code, about the disclosure; any other failure as it is.
 */
export async function asRecipientsMayKnow<T>(
  disclosureId: DisclosureId,
  decide: () => Promise<T>,
): Promise<T> {
  try {
    return await decide();
  } catch (cause) {
    if (cause instanceof DomainError) throw new DomainError(cause.code, disclosureId, { cause });
    throw cause;
  }
}
