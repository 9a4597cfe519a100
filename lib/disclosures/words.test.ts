import { describe, expect, test } from 'vitest';
import { caveats, notATarget, withheldForVictims } from './cover-words.ts';
import { firstTest, secondTests } from './legal-basis.ts';
import { describedAsPossibleVictim, linkWords, partReasons } from './party-words.ts';
import * as routeReasons from './route-reasons.ts';
import { unfitWords } from './words.ts';

describe('given a text of an author', () => {
  test.each([
    ['She is a prostitute.', 'prostitute'],
    ['Deux PROSTITUÉES y vivent.', 'prostituees'],
    ['The suspect left.', 'the suspect'],
    ['child\npornography', 'child pornography'],
  ])('when it says “%s”, then it is told so, with a better word', (text, word) => {
    expect(unfitWords(text)).toEqual([
      { word, better: { en: expect.any(String), fr: expect.any(String) } },
    ]);
  });

  test.each(['reasonable grounds to suspect', 'a person being exploited', 'pimpernel'])(
    'when it says “%s”, then nothing is said',
    (text) => {
      expect(unfitWords(text)).toEqual([]);
    },
  );
});

test('no text of our own uses a word that we ask others not to use', () => {
  const own = { caveats, notATarget, withheldForVictims, firstTest, secondTests };
  const more = { describedAsPossibleVictim, linkWords, partReasons, ...routeReasons };
  expect(unfitWords(JSON.stringify([own, more]))).toEqual([]);
});
