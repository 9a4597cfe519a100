import { canonicalJson } from '../canonical-json.ts';
import { digest } from '../identifiers.ts';
import type { InformationRecord, RecordName } from '../information-records/information-record.ts';
import { dayMilliseconds } from '../time.ts';
import { clocksOf, hasCome } from './clocks.ts';
import { isInForce } from './legal-hold.ts';
import type { RetentionPorts } from './retention-ports.ts';

/** The port to what agencies have filed, for as long as it may be kept. */
export type RetainedInformation = {
  /** Every record that there still is, about in the order in which they were filed. */
  every(): AsyncIterable<InformationRecord>;
  /** Ends that it is watched for, and removes it with everything that names somebody. May be repeated. */
  forget(name: RecordName): Promise<void>;
};

export type ForgettingPorts = Pick<RetentionPorts, 'holds' | 'tell' | 'now'> & {
  information: RetainedInformation;
};

/**
 * Destroys records of agencies whose time has come: fifteen years after they were received, as what
 * identifies people in reports; what the agency took back ten years after. While any case is on hold all of
 * them stay, since a record may be why there is one. The audit log is told before anything goes.
 *
 * @returns those that went.
 * @see PCMLTFA s. 54(1)(d), (e)
 */
export async function forgetInformation(
  { information, holds, tell, now }: ForgettingPorts,
  { asOf, actor, hasTime = () => true }: { asOf: string; actor: string; hasTime?: () => boolean },
): Promise<RecordName[]> {
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
    await information.forget({ agency, recordId });
    gone.push({ agency, recordId });
  }
  return gone;
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
