import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { expect, test } from 'vitest';
import { bodyOf, jsonOf } from './request-body.ts';

const event = (body: string, isBase64Encoded = false) =>
  ({ body, isBase64Encoded }) as APIGatewayProxyEventV2;

test('given a text, then its bytes are UTF-8', () => {
  expect(bodyOf(event('É'))).toEqual(Buffer.from([0xc3, 0x89]));
});

test('given base64, then the bytes are those that were sent, whatever they are', () => {
  expect(bodyOf(event('yQ==', true))).toEqual(Buffer.from([0xc9]));
});

// As a spreadsheet saves it by default: the gateway has put U+FFFD for the accent by then.
test('given a text in which accents were lost, then it is refused', () => {
  const lost = Buffer.from('"TREMBLAY\xc9"', 'latin1').toString('utf8');
  expect(() => bodyOf(event(lost))).toThrow(expect.objectContaining({ code: 'malformed-body' }));
  expect(() => jsonOf(event(lost))).toThrow(expect.objectContaining({ code: 'malformed-body' }));
});
