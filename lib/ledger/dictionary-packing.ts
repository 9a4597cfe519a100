import { deflateSync, inflateSync } from 'node:zlib';

/*
 * JSON of ledgers as bytes: deflated against a dictionary of what most of it has in common, since a
 * ledger is mostly written when it is small. The bytes hold a checksum (RFC 1950), of the dictionary
 * too.
 */

/** What comes later is found more cheaply, so the commonest stands last. Never to be changed. */
const dictionary = Buffer.from(
  [
    '"facilitator","buyer","merchant","possible_victim","subject","alias":"sessions":"cardAuthorizations":',
    '"declined":"staffObservations":"advertMatches":"adverseMedia":"profiles":"relationships":"facts":',
    '"declaredMonthlyIncomeMinor":"expectedMonthlyInMinor":"addressClasses":["business":"occupation":"employer":',
    '"cheque","draft","money_order","wire_dom","wire_intl","government","investment","property","casino",',
    '"card_refund","cash_advance","processor_credit","card_to_card","prepaid_load","bill_payment","internal","vc",',
    '"night_deposit","abm_white_label","phone","vc_atm","other","attempted":"namedBeneficiary":"postal":',
    '"terminal":"card":"mcc":"merchant":"purpose":"device":"conductorKey":"unknown","country":"CA","province":"ON","QC","AB","BC","city":',
    '"accountType":"personal","business","savings","chequing","tie":"age":"offset":"-05:00","-04:00","-07:00","-08:00",',
    '"as":"worker","as":"collector","as":"employer","as":"device","as":"document","as":"name","as":"address","as":"contact","as":"holder",',
    '"identity:"handle:"wallet:"device:"name-birth:"address:"account:"email:"phone:"employer:"name:"party:',
    '"kind":"entity","kind":"person","surnames":["name:"paidBy":[{"key":"since":"2026-0"members":[{"subject":"party:',
    '"kind":["payroll","card_purchase","emt","cash"],"channel":["branch","abm","online"],"direction":["in","out"],',
    '"role":["holder","conductor","beneficiary"],"currency":["CAD","USD"],"conductor":["holder","other"],',
    '{"block":{"contributions":{"report":[{"entity":"reference":"revision":["1:0:fe6:99999999',
    '"party":[{"kind":"person","roleHint":"unknown","surname":"given":"birthDate":"19"records":[{"keys":[["account:"],"uses":[[{"key":"account:"',
    '"counts":[1,1,2,3,5],"entries":{"transaction":["leg":[0,0,0],"account":["counterparty":["minor":[00,null,null,"seconds":[86400,3600,',
    '"shared":["in","out",{"key":"party:","keys":["account:","name:"party:"],"kind":"person","name":"holder","online","CAD","-05:00"]}',
    ',"uses":[{"key":"account:","changedAt":1,"members":[{"subject":"party:","since":"2026-01-0T12:00:00-05:00","as":"holder"}]},',
    '"chunks":[{"id":"level":0,"entries":"from":"until":"replaces":true}],"corrected":false}',
  ].join(''),
);

/** The same for ledgers of link keys, most of which tell of one user. Never to be changed either. */
const dictionaryOfUsers = Buffer.from(
  [
    '"shared":[0,0],"chunks":[{"id":"level":0,"entries":"from":"until":"replaces":true}],"corrected":true}',
    '"],"paidBy":[{"key":"employer:","since":"2026-01-0T12:00:00-05:00-08:00-07:00"}]}]]},"counts":[0,0,0],',
    '-04:00","as":"worker"}],[{"subject":"party:","since":"2025-1-05:00","as":"collector"},{"subject":"party:',
    '-04:00","as":"employer"}-04:00","as":"document"}-05:00","as":"holder"}-05:00","as":"name"}',
    '-05:00","as":"device","kind":"person","surnames":["name:-05:00","as":"address","kind":"entity"',
    '-04:00","as":"device","kind":"person","surnames":["name:-04:00","as":"address","kind":"person","surnames":["name:',
    '{"block":{"contributions":{"report":[{"entity":"","reference":"party:"}],"revision":["000000000001"],',
    '"members":[[{"subject":"party:","since":"2026-0',
    '-04:00","as":"name"}]]},"counts":[0],"entries":{},"shared":[]},"uses":[],"chunks":[],"corrected":false}',
    '-04:00","as":"holder"}]]},"counts":[0],"entries":{},"shared":[]},"uses":[],"chunks":[],"corrected":false}',
    '-04:00","as":"contact","kind":"person","surnames":["name:',
    '"]}]]},"counts":[0],"entries":{},"shared":[]},"uses":[],"chunks":[],"corrected":false}',
  ].join(''),
);

/** Few ledgers pack to more. Node takes 16 KB for each by default, which is as much work as packing it. */
const chunkSize = 4096;

export const packWithDictionary = (value: unknown): Uint8Array =>
  deflateSync(JSON.stringify(value), { dictionary, level: 9, chunkSize });

/** For what tells of users, and of no entries. */
export const packUsers = (value: unknown): Uint8Array =>
  deflateSync(JSON.stringify(value), { dictionary: dictionaryOfUsers, level: 9, chunkSize });

/** @throws Error when the bytes are not what `packWithDictionary` or `packUsers` made. */
export const unpackWithDictionary = (bytes: Uint8Array): unknown => {
  const known = nameIn(bytes) === nameOfUsers ? dictionaryOfUsers : dictionary;
  return JSON.parse(inflateSync(bytes, { dictionary: known }).toString('utf8'));
};

/** The checksum of the dictionary stands behind the first two bytes (RFC 1950, 2.2). */
const nameIn = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(2, 6)).toString('hex');
const nameOfUsers = nameIn(packUsers(''));
