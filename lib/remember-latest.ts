/** Memory is bounded: no more texts than this are known, and no longer ones. */
const [mostTexts, longestText] = [10_000, 200];

/**
 * A function of a text that remembers what it found for the latest texts: the same names and numbers
 * come again and again, and folding or hashing one takes longer than looking it up.
 */
export function rememberLatest<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const computed = compute(text);
    if (text.length > longestText) return computed;
    if (known.size === mostTexts) known.clear();
    known.set(text, computed);
    return computed;
  };
}
