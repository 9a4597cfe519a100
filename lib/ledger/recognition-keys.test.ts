import { describe, expect, test } from 'vitest';
import {
  accountKey,
  addressKey,
  deviceKey,
  emailKey,
  identityKey,
  nameKey,
  phoneKey,
  walletKey,
} from './recognition-keys.ts';

describe('one thing written in two ways has one key', () => {
  test.each([
    ['a telephone', phoneKey('416-555-0142'), phoneKey('+1 (416) 555 0142')],
    ['a foreign telephone', phoneKey('+63 2 5550 1234'), phoneKey('0063 2 5550 1234')],
    ['an e-mail address', emailKey(' Alex@Example.com'), emailKey('alex@example.com')],
    ['a name', nameKey('Élise  LE BŒUF'), nameKey('elise le boeuf')],
    [
      'an account',
      accountKey({ fi: '999', branch: '00012', number: '555-0001' }),
      accountKey({ fi: '0999', branch: '12', number: '5550001' }),
    ],
    [
      'a document',
      identityKey({
        type: 'drivers_licence',
        number: 'E0000-00000',
        country: 'CA',
        province: 'ON',
      }),
      identityKey({ type: 'drivers_licence', number: 'e000000000', province: 'ON' }),
    ],
    [
      'an address',
      addressKey({ building: '12', street: 'Sample St', city: 'Montréal', postal: 'H2X 1Y4' }),
      addressKey({ street: '12 SAMPLE ST', city: 'Montreal', postal: 'h2x1y4' }),
    ],
    ['a device', deviceKey('00-1B-44-11-3A-B7', '1234567'), deviceKey('001b44113ab7', '7654321')],
    ['a wallet', walletKey('0xABCDEF01'), walletKey(' 0xabcdef01')],
  ])('%s', (_, one, other) => {
    expect(one).toBeDefined();
    expect(one).toBe(other);
  });
});

describe('what identifies nobody has no key', () => {
  test.each([
    ['a short number', phoneKey('911')],
    ['an address without @', emailKey('alex')],
    ['a document of unknown issue', identityKey({ type: 'passport', number: 'AB123' })],
    ['a document of no type', identityKey({ type: 'other', number: 'AB123', country: 'CA' })],
    ['a city', addressKey({ city: 'Toronto', postal: 'M5V2T6' })],
  ])('%s', (_, key) => {
    expect(key).toBeUndefined();
  });
});

test('a token of one bank says nothing about the device of another', () => {
  expect(deviceKey('d-77', '1234567')).not.toBe(deviceKey('d-77', '7654321'));
});
