import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withFrenchSpaces } from './french-spaces.ts';

const shown = (text: string): string => withFrenchSpaces(text).replaceAll('\u00a0', '~');

test.each([
  ['de 8 000 $ à 9 999,99 $', 'de 8~000~$ à 9~999,99~$'],
  ['12 345 678 $ en 30 jours', '12~345~678~$ en 30 jours'],
  ['à 60 % ou plus, à 25 km', 'à 60~% ou plus, à 25~km'],
  ['entre 22 h et 6 h 30, en 48 heures', 'entre 22~h et 6~h~30, en 48 heures'],
  ['payeurs connus : « Bambi » et 3 autres', 'payeurs connus~: «~Bambi~» et 3 autres'],
  ['en 2026 365 jours', 'en 2026 365 jours'],
  ['au code 4511 200', 'au code 4511 200'],
])('given “%s”, then no line can end inside what belongs together', (text, spaced) => {
  expect(shown(text)).toBe(spaced);
});

test('given any text, then only spaces change, and spacing it again changes nothing', () => {
  const part = fc.constantFrom(' ', '8', '000', '$', '%', 'h', 'km', ':', '«', '»', 'a', '\u00a0');
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const text = parts.join('');
      const once = withFrenchSpaces(text);
      expect(once.replaceAll('\u00a0', ' ')).toBe(text.replaceAll('\u00a0', ' '));
      expect(withFrenchSpaces(once)).toBe(once);
    }),
  );
});
