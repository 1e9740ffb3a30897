/**
 * Makes a value once for each key. Where there are too many keys all are forgotten, in favour of whoever asks: a key
 * may come from outside.
 *
 * @param most keys that are kept
 */
export function remembered<Key, Value>(make: (key: Key) => Value, most = 1_000): (key: Key) => Value {
  const known = new Map<Key, { readonly value: Value }>();
  return (key) => {
    const before = known.get(key);
    if (before) return before.value;
    const value = make(key);
    if (known.size >= most) known.clear();
    known.set(key, { value });
    return value;
  };
}
