import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { putBackDigests, takeOutDigests } from './digests-in-text.ts';

/*
 * JSON of ledgers as bytes: deflated (RFC 1951) against a dictionary of what most of it has in common,
 * since a ledger is mostly written when it is small, with the digests in it beside it. The bytes hold a
 * checksum.
 */

/** What comes later is found more cheaply, so the commonest stands last. Never to be changed. */
const dictionary = Buffer.from(
  [
    '"facilitator","buyer","merchant","possible_victim","alias":"sessions":"cardAuthorizations":',
    '"declined":"staffObservations":"advertMatches":"adverseMedia":"profiles":"relationships":"facts":',
    '"declaredMonthlyIncomeMinor":"expectedMonthlyInMinor":"addressClasses":["business":"name":"',
    '"cheque","draft","money_order","wire_dom","wire_intl","government","investment","property","casino",',
    '"card_refund","cash_advance","processor_credit","card_to_card","prepaid_load","bill_payment","internal","vc",',
    '"night_deposit","abm_white_label","phone","vc_atm","attempted":"namedBeneficiary":"party:\u0001","postal":',
    '"conductor":"unknown","country":"CA","province":"QC","province":"AB","province":"BC","savings","chequing",',
    '"tie":"employer","age":"terminal":["feeMinor":"cadMinor":"at":"report":',
    '"as":"worker","as":"collector","as":"employer","as":"device","as":"document",',
    '"identity:\u0001"handle:\u0001"wallet:\u0001"paidBy":[{"key":"employer:\u0001","since":"2026-0',
    '"chunks":[["\u0001",1,0,100,17,1]],"corrected":true}',
    '{"block":{"contributions":{"entity":["1234567",null,null,null],"reference":["R-2026',
    '"],"revision":["0:\u0002:99999',
    '],"party":[0,0,0,0,0,0,0,0,0,0],"keys":[1,1,1,1,1,1,1,1,1,1],"uses":[2,2,2,2,2,2,2,2,2,2]},"counts":[1,1,1,2,1,1,1,1],',
    '"entries":{"transaction":["T1","T1","T1","T2","T1","T1","T1"],"memo":[null,null,"minor":[',
    '"seconds":[17],"terminal":[null,null,"way":[3,4,3,5,4,3],"where":[6,6,6,null,6],"other":[7,8,9,null,null,10,7]},"shared":[',
    '{"kind":"person","roleHint":"unknown","name":"kind":"entity"},{"kind":"person","roleHint":"subject","surname":"","given":"","birthDate":"19","occupation":"","employer":"","city":"","province":"ON"},',
    '["account:\u0001","address:\u0001","device:\u0001","email:\u0001","employer:\u0001","name-birth:\u0001","phone:\u0001"],',
    '[{"key":"account:\u00030;","as":"holder"},{"key":"address:\u00031;","as":"address"},{"key":"email:\u00032;","as":"contact"},{"key":"name-birth:\u00033;","as":"name"},{"key":"phone:\u00034;","as":"contact"}],',
    '{"direction":"in","role":"holder","kind":"payroll","channel":"online","currency":"USD","account":"account:\u00030;","accountType":"business","offset":"-07:00","conductor":"other","conductorKey":"party:\u0001","leg":1},',
    '{"direction":"out","role":"conductor","kind":"emt","channel":"online","currency":"CAD","account":"account:\u00030;","accountType":"personal","offset":"-05:00","device":"device:\u0001","leg":1},',
    '{"direction":"in","role":"holder","kind":"cash","channel":"branch","currency":"CAD","account":"account:\u00030;","accountType":"personal","offset":"-05:00","conductor":"holder","conductorKey":"party:\u00035;","leg":0},',
    '{"direction":"out","role":"holder","kind":"cash","channel":"abm","currency":"CAD","account":"account:\u00030;","accountType":"personal","offset":"-04:00","conductor":"holder","conductorKey":"party:\u00035;","leg":0},',
    '{"direction":"out","role":"holder","kind":"card_purchase","channel":"other","currency":"CAD","account":"account:\u00030;","accountType":"personal","offset":"-04:00","conductor":"holder","conductorKey":"party:\u00035;","card":"K1","cardPresent":true,"leg":0},',
    '{"city":"","province":"ON"},{"counterparty":{"kind":"entity","name":""},"mcc":"5","merchant":""},{"counterparty":{"kind":"person","name":"","keys":["email:\u0001"]}},',
    '{"counterparty":{"kind":"person","name":"","keys":["account:\u0001"]}}]},"uses":[{"key":"account:\u00030;","changedAt":1,"members":[{"subject":"party:\u00035;","since":"2026-0',
    'T1:00:00-05:00","as":"holder"}]},{"key":"address:\u00031;","changedAt":1,"members":[{"subject":"party:\u00035;","since":"2026-0T1:00:00-04:00","as":"address","kind":"person","surnames":["name:\u0001"]}]},',
    '{"key":"device:\u00032;","changedAt":2,"members":[{"subject":"party:\u00036;","since":"2026-0',
    'T1:00:00-04:00","as":"device","kind":"person","surnames":["name:\u00037;"]}]},',
    '{"key":"email:\u00032;","changedAt":1,"members":[{"subject":"party:\u00035;","since":"2026-0',
    '","as":"contact","kind":"person","surnames":["name:\u00036;"]}]},',
    '{"key":"name-birth:\u00033;","changedAt":1,"members":[{"subject":"party:\u00035;","since":"2026-0',
    '","as":"name"}]},',
    '{"key":"phone:\u00034;","changedAt":1,"members":[{"subject":"party:\u00035;","since":"2026-0',
    '","as":"contact","kind":"person","surnames":["name:\u00036;"]}]}],',
    '"chunks":[["\u0001",1,0,1,17],["\u0001",1,0,1,17]],"corrected":false}',
    '"}]}],"chunks":[],"corrected":false}',
  ].join(''),
);

/** Few ledgers pack to more. Node takes 16 KB for each by default, which is as much work as packing it. */
const chunkSize = 4096;

/** What bytes begin with: a byte that says how they are packed, and a checksum of all that follows. */
const headBytes = 1 + 4;
const packedLikeThis = 1;
/** With another dictionary, bytes are refused. */
const checksumOf = (content: Uint8Array): number => crc32(content, ofDictionary);
const ofDictionary = crc32(dictionary);

export function packWithDictionary(value: unknown): Uint8Array {
  const { rest, digests } = takeOutDigests(JSON.stringify(value));
  const deflated = deflateRawSync(rest, { dictionary, level: 9, chunkSize });
  const content = Buffer.concat([lengthBytes(digests.length / 4), digests, deflated]);
  const head = Buffer.alloc(headBytes);
  head.writeUInt8(packedLikeThis);
  head.writeUInt32BE(checksumOf(content), 1);
  return Buffer.concat([head, content]);
}

/** @throws Error when the bytes are not what `packWithDictionary` made. */
export function unpackWithDictionary(bytes: Uint8Array): unknown {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const content = all.subarray(headBytes);
  if (all.readUInt8() !== packedLikeThis || all.readUInt32BE(1) !== checksumOf(content)) {
    throw new Error('the bytes of a ledger are damaged');
  }
  const { length, from } = lengthIn(content);
  const until = from + 4 * length;
  const rest = inflateRawSync(content.subarray(until), { dictionary }).toString('utf8');
  return JSON.parse(putBackDigests(rest, content.subarray(from, until)));
}

/** Of digests, in words of four bytes: seven bits of the number in each byte, the lowest first. */
function lengthBytes(length: number): Buffer {
  const bytes: number[] = [];
  let left = length;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  return Buffer.from([...bytes, left]);
}

function lengthIn(content: Uint8Array): { length: number; from: number } {
  const last = content.findIndex((byte) => byte < 128);
  const length = content
    .subarray(0, last + 1)
    .reduceRight((sum, byte) => sum * 128 + (byte & 127), 0);
  return { length, from: last + 1 };
}
