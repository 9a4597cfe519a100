import { canonicalJson } from '../canonical-json.ts';
import { digest } from '../identifiers.ts';
import type { Evaluated } from '../indicators/evaluate-subjects.ts';
import type { InformationRecord, RecordName } from '../information-records/information-record.ts';
import { distinctKeysNamed } from '../information-records/keys-named.ts';
import { knownBy } from '../information-records/match-information.ts';
import type { PossibleMatches } from '../information-records/possible-match.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import { dayMilliseconds } from '../time.ts';
import { clocksOf, hasCome } from './clocks.ts';
import { isInForce } from './legal-hold.ts';
import type { RetentionPorts } from './retention-ports.ts';

/** The port to what agencies have filed, for as long as it may be kept. */
export type RetainedInformation = {
  /** Every record that there still is, about in the order in which they were filed. */
  every(): AsyncIterable<InformationRecord>;
  /** Ends that it is watched for. May be repeated. */
  stopWatching(name: RecordName): Promise<void>;
  /**
   * Removes it with everything that names somebody, and what it was noted that it may speak of; what
   * people decided about that stays, and waits for nobody. May be repeated.
   */
  forget(record: RecordName & Pick<InformationRecord, 'receivedAt'>): Promise<void>;
};

export type ForgettingPorts = Pick<RetentionPorts, 'holds' | 'tell' | 'now'> & {
  information: RetainedInformation;
  possible: Pick<PossibleMatches, 'subjectsOf'>;
  ledgers: Pick<Ledgers, 'getMany'>;
  /** Sends `subject-evaluated` for each. */
  announce: (evaluated: readonly Evaluated[]) => Promise<void>;
};

/**
 * Destroys records of agencies whose time has come: fifteen years after they were received, as what
 * identifies people in reports; what the agency took back ten years after. While any case is on hold all of
 * them stay, since a record may be why there is one. The audit log is told before anything goes, and the
 * cases of those whom it speaks of are assembled anew, so that nothing in them tells of it.
 *
 * @returns those that went.
 * @see PCMLTFA s. 54(1)(d), (e)
 */
export async function forgetInformation(
  ports: ForgettingPorts,
  { asOf, actor, hasTime = () => true }: { asOf: string; actor: string; hasTime?: () => boolean },
): Promise<RecordName[]> {
  const { information, holds, tell, now } = ports;
  const gone: RecordName[] = [];
  for await (const record of information.every()) {
    if (isYoung(record, asOf) || !hasTime()) break;
    if (!isDue(record, asOf)) continue;
    // Looked at each time: what was put on hold a moment ago is held.
    if (await isAnyCaseHeld(holds, hasCome(asOf, now()) ? now() : asOf)) break;
    const { agency, recordId, receivedAt } = record;
    await tell({
      type: 'retention-acted',
      id: `${agency}/${recordId}/destroy`,
      at: now(),
      actor,
      act: 'destroy',
      about: [agency, recordId],
      digest: digest(canonicalJson({ agency, recordId, receivedAt })),
    });
    await information.stopWatching({ agency, recordId });
    await announceSpokenOf(ports, record);
    await information.forget({ agency, recordId, receivedAt });
    gone.push({ agency, recordId });
  }
  return gone;
}

async function announceSpokenOf(
  { possible, ledgers, announce }: ForgettingPorts,
  record: InformationRecord,
): Promise<void> {
  const { agency, recordId } = record;
  const noted = await possible.subjectsOf({ agency, recordId });
  const spokenOf = new Set([...(await knownBy(ledgers, distinctKeysNamed(record))), ...noted]);
  if (spokenOf.size === 0) return;
  await announce(
    [...spokenOf].sort().map((subject) => ({
      subject,
      reason: digest(JSON.stringify([subject, agency, recordId, 'forgotten'])),
    })),
  );
}

async function isAnyCaseHeld(holds: ForgettingPorts['holds'], moment: string): Promise<boolean> {
  const all = await holds.all();
  return all.some((one) => one.hold.scope.kind === 'case' && isInForce(one, moment));
}

/** Whether a record may go at a moment, RFC 3339. */
function isDue({ receivedAt, withdrawn }: InformationRecord, asOf: string): boolean {
  const { retainUntil, purgeIdentifiersAt } = clocksOf(receivedAt);
  return hasCome(withdrawn ? retainUntil : purgeIdentifiersAt, asOf);
}

/** Neither it nor any that was filed after it can be due; those of one day may stand in any order. */
function isYoung({ receivedAt }: InformationRecord, asOf: string): boolean {
  const nextDay = new Date(Date.parse(asOf) + dayMilliseconds).toISOString();
  return !hasCome(clocksOf(receivedAt).retainUntil, nextDay);
}
