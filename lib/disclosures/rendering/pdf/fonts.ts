import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { create, type Font } from 'fontkit';
import { unpackWoff } from './woff.ts';

/*
 * Every letter is drawn with a font that is part of the file, so that it looks the same everywhere.
 * DejaVu Sans Condensed has the letters of Europe, Arabic, Hebrew, Canadian syllabics and more; what it
 * lacks, above all Chinese, Japanese, Korean and the scripts of India, is drawn with UnifontEX, which
 * is coarse and complete. Both licences allow to embed them (Bitstream Vera; SIL Open Font License).
 */

export type FontName = 'regular' | 'bold' | 'rest';
export type Face = 'regular' | 'bold';

const sources: Record<FontName, { module: string; file: string }> = {
  regular: { module: 'dejavu-fonts-ttf/ttf', file: 'DejaVuSansCondensed.ttf' },
  bold: { module: 'dejavu-fonts-ttf/ttf', file: 'DejaVuSansCondensed-Bold.ttf' },
  rest: { module: '@fontsource/unifontex/files', file: 'unifontex-latin-400-normal.woff' },
};

const loaded = new Map<FontName, { bytes: Buffer; font: Font }>();

function load(name: FontName): { bytes: Buffer; font: Font } {
  const known = loaded.get(name);
  if (known) return known;
  const { module, file } = sources[name];
  const read = readFileSync(pathOf(module, file));
  const bytes = file.endsWith('.woff') ? unpackWoff(read) : read;
  const font = create(bytes);
  if (!('hasGlyphForCodePoint' in font)) throw new Error(`${file} holds several fonts`);
  const fresh = { bytes, font };
  loaded.set(name, fresh);
  return fresh;
}

/** Deployed, fonts lie in a folder beside the bundle; otherwise in the packages they came in. */
function pathOf(module: string, file: string): string {
  const beside = join(import.meta.dirname, 'fonts', file);
  return existsSync(beside) ? beside : createRequire(import.meta.url).resolve(`${module}/${file}`);
}

/** The bytes of a font as TrueType. */
export const fontBytes = (name: FontName): Buffer => load(name).bytes;

const order: Record<Face, readonly FontName[]> = {
  regular: ['regular', 'rest'],
  bold: ['bold', 'regular', 'rest'],
};

const chosen: Record<Face, Map<number, FontName | undefined>> = {
  regular: new Map(),
  bold: new Map(),
};

/** The font that draws a character; undefined where none has it. */
export function fontFor(codePoint: number, face: Face): FontName | undefined {
  const known = chosen[face];
  if (!known.has(codePoint)) {
    const has = (name: FontName) => load(name).font.hasGlyphForCodePoint(codePoint);
    known.set(codePoint, order[face].find(has));
  }
  return known.get(codePoint);
}
