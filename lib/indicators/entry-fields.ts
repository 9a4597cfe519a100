/**
 * What entries tell beside the bare movement. Many reporting entities never send some of it, and say
 * nothing then about whatever reads it.
 */
export const entryFields = [
  'city',
  'province',
  'country',
  /** Coordinates, else a city. */
  'location',
  /** Coordinates, else a postal code: where it was within a city. */
  'coordinates',
  'terminal',
  'mcc',
  'merchant',
  'card',
  'card-present',
  'memo',
  'purpose',
  'recipient',
  'sender-alias',
  'counterparty',
  'counterparty-name',
  'counterparty-country',
  'counterparty-age',
  'institution',
  'conductor',
  'device',
  'fee',
] as const;
export type EntryField = (typeof entryFields)[number];

/** What is known of the subject itself and measures compare its entries with. */
export const subjectFields = [
  'home-city',
  'home-province',
  'birth-date',
  'declared-hours',
] as const;
export type SubjectField = (typeof subjectFields)[number];
