import { DomainError, StaleWrite } from '../errors.ts';
import type { UserId } from '../identifiers.ts';
import type { InformationRecords } from './information-records.ts';
import type {
  PossibleDecision,
  PossibleMatch,
  PossibleMatches,
  PossibleName,
  PossibleVerdict,
} from './possible-match.ts';

export type DecidingPorts = {
  possible: Pick<PossibleMatches, 'get' | 'replace'>;
  information: Pick<InformationRecords, 'get'>;
  /** RFC 3339 UTC. */
  now: () => string;
};

/** What an analyst says of a match, on the version of it that she read. */
export type Judgement = {
  verdict: PossibleVerdict;
  version: number;
  reason: string;
  actor: UserId;
  /** Digest of the Idempotency-Key and of who sent it: repeats find their first decision. */
  requestKey: string;
};

/**
 * Records that a subject is, or is not, whom an agency's record names. Until somebody confirms it nothing
 * follows from a name that is alike; then the case goes before others, and to that agency first. Decisions
 * are only ever added: a later one may say otherwise, also of what no longer waits for anybody.
 *
 * @throws DomainError possible-match-not-found; possible-match-changed when it is no longer what was read,
 *   or the agency took its record back; idempotency-key-reused when the key came with something else.
 */
export async function decidePossibleMatch(
  { possible, information, now }: DecidingPorts,
  name: PossibleName,
  judgement: Judgement,
): Promise<PossibleDecision> {
  const { verdict, version, reason, actor, requestKey } = judgement;
  const match = await possible.get(name);
  if (!match) throw new DomainError('possible-match-not-found', name.recordId);
  const earlier = earlierDecision(match, judgement);
  if (earlier) return earlier;
  if (match.version !== version || !match.holds) throw changed(match);
  const record = await information.get(name);
  if (!record || record.withdrawn) throw changed(match);
  const decision = {
    ...{ sequence: match.decisions.length + 1, verdict, reason, actor },
    ...{ at: now(), by: match.by, requestKey },
  };
  const decisions = [...match.decisions, decision];
  try {
    await possible.replace({ ...match, version: version + 1, decisions }, decision);
  } catch (cause) {
    if (!(cause instanceof StaleWrite)) throw cause;
    // The same request may just have been answered elsewhere.
    const standing = await possible.get(name);
    const first = standing && earlierDecision(standing, judgement);
    if (!first) throw changed(match);
    return first;
  }
  return decision;
}

/** The decision that this request led to when it came before. */
function earlierDecision(
  { decisions }: PossibleMatch,
  { verdict, reason, requestKey }: Judgement,
): PossibleDecision | undefined {
  const same = decisions.find((one) => one.requestKey === requestKey);
  if (!same) return undefined;
  if (same.verdict === verdict && same.reason === reason) return same;
  throw new DomainError('idempotency-key-reused', String(same.sequence));
}

const changed = ({ recordId }: PossibleMatch) =>
  new DomainError('possible-match-changed', recordId);
