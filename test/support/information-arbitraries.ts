import fc from 'fast-check';
import type { FiledInformation } from '../../lib/information-records/information-record.ts';
import { filedInformation } from './filed-information.ts';

const name = fc.constantFrom('Example', 'Sample', 'Alex', 'Robin Kim', 'X.', '李', 'Étoile');
const optional = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const few = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 3 });

const person = fc.record({
  surname: name,
  given: optional(name),
  birthDate: optional(fc.constantFrom('1996', '1996-02', '1996-02-11')),
  aliases: few(name),
  city: optional(fc.constantFrom('Toronto', 'Kingston')),
});
const address = fc.record({
  street: fc.constant('Sample St'),
  city: fc.constant('Toronto'),
  postal: optional(fc.constant('M5V 1A1')),
});
const document = fc.record({
  type: fc.constantFrom('passport' as const, 'drivers_licence' as const),
  number: fc.stringMatching(/^[A-Z0-9]{3,12}$/),
  country: fc.constant('CA'),
});
const account = fc.record({
  institution: fc.stringMatching(/^\d{3}$/),
  branch: fc.stringMatching(/^\d{5}$/),
  number: fc.stringMatching(/^\d{7}$/),
});

/** Records of every kind of identifier, of some none. */
export const filedRecords: fc.Arbitrary<FiledInformation> = fc
  .record({
    persons: few(person),
    phones: few(fc.stringMatching(/^\+?1?416[- ]?555[- ]?\d{4}$/)),
    emails: few(fc.stringMatching(/^[a-z]{3,9}@example\.com$/)),
    accounts: few(account),
    addresses: few(address),
    documents: few(document),
    handles: few(fc.stringMatching(/^@?[a-z]{2,9}\d$/)),
    wallets: few(fc.stringMatching(/^bc1[a-z0-9]{30}$/)),
    devices: few(fc.stringMatching(/^\d{15}$/)),
    plates: few(fc.record({ number: fc.stringMatching(/^[A-Z]{4} \d{3}$/) })),
  })
  .filter((identifiers) => Object.values(identifiers).some((all) => all.length > 0))
  .map((identifiers) => filedInformation(JSON.parse(JSON.stringify(identifiers))));
