import { instant, isLocalTime, localDate } from '../time.ts';
import type { Finding } from './findings.ts';
import type { FiledReport } from './report.ts';

type Stamp = [pointer: string, text: string | undefined];

/**
 * Whether every time is real, carries the offset of its place and is not later than the batch's
 * arrival. A date has no offset: it may be the date of the arrival anywhere on Earth.
 *
 * @param receivedAt RFC 3339 UTC.
 */
export function checkTimes(report: FiledReport, receivedAt: string): Finding[] {
  const latest = instant(receivedAt);
  const findings = [...timesOf(report)].flatMap(([pointer, text]) =>
    text === undefined ? [] : checkTime(text, pointer, latest),
  );
  const latestDate = localDate(new Date(latest + 14 * 3_600_000).toISOString());
  for (const [pointer, text] of datesOf(report)) {
    if (text !== undefined && text > latestDate) findings.push({ pointer, code: 'date-in-future' });
  }
  for (const [at, { at: made, postedAt }] of report.transactions.entries()) {
    if (postedAt !== undefined && instant(postedAt) < instant(made)) {
      findings.push({ pointer: `/transactions/${at}/postedAt`, code: 'posted-before-made' });
    }
  }
  return findings;
}

function checkTime(text: string, pointer: string, latest: number): Finding[] {
  if (!isLocalTime(text)) {
    const code = isLocalTime(`${text}Z`) ? 'offset-missing' : 'time-not-real';
    return [{ pointer, code }];
  }
  return instant(text) > latest ? [{ pointer, code: 'time-in-future' }] : [];
}

function* timesOf({ transactions, supporting }: FiledReport): Generator<Stamp> {
  const { declined = [], sessions = [] } = supporting ?? {};
  const { cardAuthorizations = [], staffObservations = [] } = supporting ?? {};
  const made = { '/transactions': transactions, '/supporting/declined': declined };
  for (const [list, group] of Object.entries(made)) {
    for (const [index, { at, postedAt, start }] of group.entries()) {
      yield [`${list}/${index}/at`, at];
      yield [`${list}/${index}/postedAt`, postedAt];
      for (const [order, { conductors = [] }] of start.entries()) {
        for (const [place, { sessionAt }] of conductors.entries()) {
          yield [`${list}/${index}/start/${order}/conductors/${place}/sessionAt`, sessionAt];
        }
      }
    }
  }
  const stamped = { sessions, cardAuthorizations, staffObservations };
  for (const [part, records] of Object.entries(stamped)) {
    for (const [index, { at }] of records.entries()) yield [`/supporting/${part}/${index}/at`, at];
  }
}

function* datesOf({ parties, accounts = [], supporting }: FiledReport): Generator<Stamp> {
  for (const [index, party] of parties.entries()) {
    if (party.kind === 'person') yield [`/parties/${index}/birthDate`, party.birthDate];
  }
  for (const [index, { opened, closed }] of accounts.entries()) {
    yield [`/accounts/${index}/opened`, opened];
    yield [`/accounts/${index}/closed`, closed];
  }
  for (const [index, { seenOn }] of (supporting?.advertMatches ?? []).entries()) {
    yield [`/supporting/advertMatches/${index}/seenOn`, seenOn];
  }
  for (const [index, { on }] of (supporting?.adverseMedia ?? []).entries()) {
    yield [`/supporting/adverseMedia/${index}/on`, on];
  }
  for (const [index, { on }] of (supporting?.facts ?? []).entries()) {
    yield [`/supporting/facts/${index}/on`, on];
  }
}
