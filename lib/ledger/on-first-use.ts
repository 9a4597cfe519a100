/** A party may be named by thousands of transactions; what is known of it is worked out once. */
export function onFirstUse<K, T>(compute: (key: K) => T): (key: K) => T {
  const known = new Map<K, { value: T }>();
  return (key) => {
    const found = known.get(key);
    if (found) return found.value;
    const computed = { value: compute(key) };
    known.set(key, computed);
    return computed.value;
  };
}
