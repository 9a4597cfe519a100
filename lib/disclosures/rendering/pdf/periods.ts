import type { Sheet } from './sheet.ts';
import { pdfWords } from './words.ts';

/** "2026-11-06 to 2026-11-08", or the one day. */
export const betweenDays = (
  { from, until }: { from: string; until: string },
  say: Sheet['say'],
): string => (from === until ? from : `${from} ${say(pdfWords.until)} ${until}`);
