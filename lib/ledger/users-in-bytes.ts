import { isDeepStrictEqual } from 'node:util';
import { crc32 } from 'node:zlib';
import { type Contribution, type Member, ways } from './contribution.ts';

/*
 * Who uses a link key, as bytes without any words. There is such a ledger for every telephone, address
 * and account that anybody ever told of, and most tell of one user for ever.
 *
 * A checksum of four bytes, then for each user: the reporting entity in three, the subject in twelve,
 * the version, and the ways in which the key is used. Of each way a byte says which it is and what kind
 * of party uses it; then come the moment since when, surnames and payers, each list after its length.
 */

/** @returns undefined where there is more to tell than these bytes have room for. */
export function usersToBytes(contributions: readonly Contribution[]): Uint8Array | undefined {
  const content = Buffer.concat(contributions.flatMap(userToBytes));
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(content));
  const bytes = Buffer.concat([checksum, content]);
  return isDeepStrictEqual(readUsers(content), contributions) ? bytes : undefined;
}

/** @throws Error when the bytes are not what `usersToBytes` made. */
export function usersFromBytes(bytes: Uint8Array): Contribution[] {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const content = all.subarray(4);
  if (crc32(content) !== all.readUInt32BE()) throw new Error('the bytes of users are damaged');
  return readUsers(content);
}

function readUsers(content: Buffer): Contribution[] {
  const reader = { content, at: 0 };
  const users: Contribution[] = [];
  while (reader.at < content.length) users.push(readUser(reader));
  return users;
}

function userToBytes({ report, revision, members = [] }: Contribution): Buffer[] {
  return [
    number(Number(report.entity), 3),
    keyToBytes(report.reference),
    count(Number(revision)),
    count(members.length),
    ...members.flatMap(memberToBytes),
  ];
}

type Reader = { content: Buffer; at: number };

function readUser(reader: Reader): Contribution {
  const entity = String(readNumber(reader, 3)).padStart(7, '0');
  const reference = readKey(reader, 'party');
  const revision = String(readCount(reader)).padStart(12, '0');
  const members = readList(reader, () => readMember(reader, reference));
  return { report: { entity, reference }, revision, entries: [], members };
}

const kinds = [undefined, 'person', 'entity'] as const;

function memberToBytes({ as, kind, since, surnames = [], paidBy = [] }: Member): Buffer[] {
  return [
    Buffer.from([ways.indexOf(as) * kinds.length + kinds.indexOf(kind)]),
    timeToBytes(since),
    count(surnames.length),
    ...surnames.map(keyToBytes),
    count(paidBy.length),
    ...paidBy.flatMap((pay) => [keyToBytes(pay.key), timeToBytes(pay.since)]),
  ];
}

function readMember(reader: Reader, subject: string): Member {
  const code = readNumber(reader, 1);
  const as = ways[Math.floor(code / kinds.length)] as Member['as'];
  const kind = kinds[code % kinds.length];
  const since = readTime(reader);
  const surnames = readList(reader, () => readKey(reader, 'name'));
  const paidBy = readList(reader, () => ({
    key: readKey(reader, 'employer'),
    since: readTime(reader),
  }));
  return {
    subject,
    since,
    as,
    ...(kind && { kind }),
    ...(surnames.length > 0 && { surnames }),
    ...(paidBy.length > 0 && { paidBy }),
  };
}

const bytesOfKey = 12;

/** The kind of a key follows from where it stands. */
const keyToBytes = (key: string): Buffer => {
  const bytes = Buffer.alloc(bytesOfKey);
  bytes.write(key.slice(key.indexOf(':') + 1), 'hex');
  return bytes;
};

function readKey(reader: Reader, kind: string): string {
  const bytes = reader.content.subarray(reader.at, reader.at + bytesOfKey);
  reader.at += bytesOfKey;
  return `${kind}:${bytes.toString('hex')}`;
}

const quarterOfHour = 15;
const earliestOffset = -24 * 4;

/** The wall clock in seconds since 1970, and the offset in quarters of an hour. */
function timeToBytes(text: string): Buffer {
  const seconds = Date.parse(`${text.slice(0, 19)}Z`) / 1000;
  const [hours = 0, minutes = 0] = text.slice(20).split(':').map(Number);
  const sign = text.at(19) === '-' ? -1 : 1;
  const quarters = (sign * (hours * 60 + minutes)) / quarterOfHour - earliestOffset;
  return Buffer.concat([number(seconds, 4), number(quarters, 1)]);
}

function readTime(reader: Reader): string {
  const wall = new Date(readNumber(reader, 4) * 1000).toISOString().slice(0, 19);
  const minutes = (readNumber(reader, 1) + earliestOffset) * quarterOfHour;
  const size = Math.abs(minutes);
  const digits = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, '0'));
  return `${wall}${minutes < 0 ? '-' : '+'}${digits.join(':')}`;
}

/** What does not fit is written as another number, and noticed when it is read. */
function number(value: number, bytes: number): Buffer {
  const written = Buffer.alloc(bytes);
  const fits = Number.isSafeInteger(value) && value >= 0 && value < 256 ** bytes;
  written.writeUIntBE(fits ? value : 0, 0, bytes);
  return written;
}

function readNumber(reader: Reader, bytes: number): number {
  const value = reader.content.readUIntBE(reader.at, bytes);
  reader.at += bytes;
  return value;
}

/** Mostly below 255, in one byte; else in six more. */
const count = (value: number): Buffer =>
  value < 255 ? number(value, 1) : Buffer.concat([number(255, 1), number(value, 6)]);

function readCount(reader: Reader): number {
  const value = readNumber(reader, 1);
  return value < 255 ? value : readNumber(reader, 6);
}

function readList<T>(reader: Reader, read: () => T): T[] {
  return Array.from({ length: readCount(reader) }, read);
}
