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

/** Few ledgers pack to more. Node takes 16 KB for each by default, which is as much work as packing it. */
const chunkSize = 4096;

export const packWithDictionary = (value: unknown): Uint8Array =>
  deflateSync(JSON.stringify(value), { dictionary, level: 9, chunkSize });

/** @throws Error when the bytes are not what `packWithDictionary` made. */
export const unpackWithDictionary = (bytes: Uint8Array): unknown =>
  JSON.parse(inflateSync(bytes, { dictionary }).toString('utf8'));
