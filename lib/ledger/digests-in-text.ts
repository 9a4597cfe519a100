/*
 * Keys and ids are digests in hexadecimal. As text they take twice the bytes and do not pack, so they
 * are taken out of a text and stand beside it as the bytes they are.
 */

/** Digits of a digest: those of a link key, and those of an id. */
const digestsInText = /[0-9a-f]{24}(?:[0-9a-f]{8})?/g;

/** JSON holds no control character as it is: these stand for the next digest of each length … */
const [next24, next32] = ['\u0001', '\u0002'];
/** … and this, with its place and a semicolon, for one that came before. */
const again = '\u0003';
const marks = new RegExp(`[${next24}${next32}]|${again}([0-9a-z]+);`, 'g');

/** @param text of JSON. */
export function takeOutDigests(text: string): { rest: string; digests: Uint8Array } {
  const places = new Map<string, number>();
  const rest = text.replaceAll(digestsInText, (digest) => {
    const place = places.get(digest);
    if (place !== undefined) return `${again}${place.toString(36)};`;
    places.set(digest, places.size);
    return digest.length === 24 ? next24 : next32;
  });
  return { rest, digests: Buffer.from([...places.keys()].join(''), 'hex') };
}

export function putBackDigests(rest: string, digests: Uint8Array): string {
  const all = Buffer.from(digests).toString('hex');
  const known: string[] = [];
  let from = 0;
  return rest.replaceAll(marks, (mark, place?: string) => {
    if (place !== undefined) return known[Number.parseInt(place, 36)] ?? '';
    const digest = all.slice(from, from + (mark === next24 ? 24 : 32));
    from += digest.length;
    known.push(digest);
    return digest;
  });
}
