import type { Finding, FindingCode } from './findings.ts';

/** A record as it stands in its batch: not yet parsed, already parsed, or unreadable. */
export type RawRecord = {
  /** From 0. */
  position: number;
  /** The line of an NDJSON batch, the first line of a report's rows in a CSV batch; from 1. */
  line?: number;
  content: { text: string } | { value: unknown } | { fault: FindingCode };
  /** What a CSV batch tells of the record beside its content. */
  rows?: {
    /** Found in reading its rows. When it is unreadable: all the reasons. */
    findings: Finding[];
    /** Of an unreadable one, when it can be told. */
    reference?: string;
    /** Where a finding stands, by its JSON pointer. */
    placeOf(pointer: string): { line: number; column?: string } | undefined;
  };
};
