import type { InformationActed } from '../../events/messages.ts';
import { canonicalJson } from '../canonical-json.ts';
import { digest } from '../identifiers.ts';
import type { InformationRecord } from './information-record.ts';
import type { PossibleDecision, PossibleName } from './possible-match.ts';

/** What the audit log is told of a record: that it was filed, and that it was taken back. */
export function actsOnRecord(record: InformationRecord): InformationActed[] {
  const { recordId, agency, withdrawn, ...rest } = record;
  const filed = { recordId, agency, ...rest };
  const common = { type: 'information-acted' as const, about: [agency, recordId] };
  const file: InformationActed = {
    ...common,
    id: `${agency}/${recordId}/file`,
    at: record.receivedAt,
    actor: record.filedBy,
    act: 'file',
    digest: digest(canonicalJson(filed)),
  };
  if (!withdrawn) return [file];
  const { at, by: actor } = withdrawn;
  const withdraw: InformationActed = {
    ...common,
    ...{ id: `${agency}/${recordId}/withdraw`, at, actor, act: 'withdraw' },
    digest: digest(canonicalJson(withdrawn)),
  };
  return [file, withdraw];
}

/** The same of what somebody decided about a possible match. */
export const decidedOnMatch = (
  { subject, agency, recordId }: PossibleName,
  decision: PossibleDecision,
): InformationActed => ({
  type: 'information-acted',
  id: `${agency}/${recordId}/${subject}/${decision.sequence}`,
  at: decision.at,
  actor: decision.actor,
  act: `${decision.verdict}-match`,
  about: [subject, agency, recordId],
  digest: digest(canonicalJson(decision)),
});
