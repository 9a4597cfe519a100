import { rememberLatest } from '../remember-latest.ts';
import { instant, isLocalTime, localDate } from '../time.ts';
import type { Finding, FindingCode } from './findings.ts';
import type { FiledReport } from './report.ts';

/** Most are in order, so the pointer is only written for whoever asks. */
type Visit = (text: string | undefined, pointer: () => string) => void;

/**
 * Whether every time is real, carries the offset of its place, is not later than the batch's arrival
 * and not so early that its year must be a slip. A date has no offset: it may be the date of the
 * arrival anywhere on Earth.
 *
 * @param receivedAt RFC 3339 UTC.
 */
export function checkTimes(report: FiledReport, receivedAt: string): Finding[] {
  const arrival = arrivalAt(receivedAt);
  const findings: Finding[] = [];
  visitTimes(report, (text, pointer) => {
    const code = text === undefined ? undefined : faultOf(text, arrival);
    if (code) findings.push({ pointer: pointer(), code });
  });
  visitDates(report, (text, pointer) => {
    if (text !== undefined && text > arrival.latestDate) {
      findings.push({ pointer: pointer(), code: 'date-in-future' });
    }
  });
  report.parties.forEach((party, at) => {
    if (party.kind === 'person' && party.birthDate && party.birthDate < earliestBirth) {
      findings.push({ pointer: `/parties/${at}/birthDate`, code: 'out-of-range' });
    }
  });
  report.transactions.forEach(({ at: made, postedAt }, at) => {
    if (postedAt !== undefined && instant(postedAt) < instant(made)) {
      findings.push({ pointer: `/transactions/${at}/postedAt`, code: 'posted-before-made' });
    }
  });
  return findings;
}

type Arrival = {
  instant: number;
  /** Somewhere on Earth. */
  latestDate: string;
  /** Dates before this one were over everywhere on Earth. */
  dayBefore: string;
};

const arrivalAt = rememberLatest((receivedAt): Arrival => {
  const arrived = instant(receivedAt);
  const dateAfter = (hours: number) =>
    localDate(new Date(arrived + hours * 3_600_000).toISOString());
  return { instant: arrived, latestDate: dateAfter(14), dayBefore: dateAfter(-24) };
});

/** A year: who was born before it does not move money any more. */
const earliestBirth = '1880';
/** A local year: nobody who reports today means what happened before it. */
const earliestYear = '1970';

function faultOf(text: string, arrival: Arrival): FindingCode | undefined {
  if (!isLocalTime(text)) return isLocalTime(`${text}Z`) ? 'offset-missing' : 'time-not-real';
  if (text < earliestYear) return 'out-of-range';
  const isOver = text < arrival.dayBefore;
  return !isOver && instant(text) > arrival.instant ? 'time-in-future' : undefined;
}

function visitTimes({ transactions, supporting = {} }: FiledReport, visit: Visit): void {
  const { declined = [], sessions, cardAuthorizations, staffObservations } = supporting;
  const made = { '/transactions': transactions, '/supporting/declined': declined };
  for (const [list, group] of Object.entries(made)) {
    group.forEach(({ at, postedAt, start }, index) => {
      visit(at, () => `${list}/${index}/at`);
      visit(postedAt, () => `${list}/${index}/postedAt`);
      start.forEach(({ conductors }, order) => {
        conductors?.forEach(({ sessionAt }, place) => {
          visit(sessionAt, () => `${list}/${index}/start/${order}/conductors/${place}/sessionAt`);
        });
      });
    });
  }
  const stamped = { sessions, cardAuthorizations, staffObservations };
  for (const [part, records] of Object.entries(stamped)) {
    records?.forEach(({ at }, index) => {
      visit(at, () => `/supporting/${part}/${index}/at`);
    });
  }
}

function visitDates({ parties, accounts, supporting = {} }: FiledReport, visit: Visit): void {
  const { advertMatches, adverseMedia, facts } = supporting;
  parties.forEach((party, index) => {
    if (party.kind === 'person') visit(party.birthDate, () => `/parties/${index}/birthDate`);
  });
  accounts?.forEach(({ opened, closed }, index) => {
    visit(opened, () => `/accounts/${index}/opened`);
    visit(closed, () => `/accounts/${index}/closed`);
  });
  advertMatches?.forEach(({ seenOn }, index) => {
    visit(seenOn, () => `/supporting/advertMatches/${index}/seenOn`);
  });
  adverseMedia?.forEach(({ on }, index) => {
    visit(on, () => `/supporting/adverseMedia/${index}/on`);
  });
  facts?.forEach(({ on }, index) => {
    visit(on, () => `/supporting/facts/${index}/on`);
  });
}
