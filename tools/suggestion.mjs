// @ts-check
/** Changes of one letter, or of two neighbours, that make one word of the other. @param {string} a @param {string} b */
function distance(a, b) {
  // Written here: before anything is installed there is no package to ask.
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (/** @type {number} */ row, /** @type {number} */ column) => rows[row]?.[column] ?? Infinity;
  for (let i = 1; i <= a.length; i += 1) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j += 1) {
      const changed = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Infinity;
      rows[i]?.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, changed, swapped));
    }
  }
  return at(a.length, b.length);
}

/** " Did you mean x?", or nothing where no known word is near. @param {string} word @param {string[]} known */
export function suggestion(word, known) {
  const bare = (/** @type {string} */ text) => text.replace(/^-+/, "");
  const [best] = known
    .map((candidate) => ({ candidate, far: distance(bare(word), bare(candidate)) }))
    .filter(({ candidate, far }) => far <= Math.max(1, Math.floor(bare(candidate).length / 3)))
    .sort((one, other) => one.far - other.far);
  return best ? ` Did you mean ${best.candidate}?` : "";
}
