/** A run of the real CLI takes seconds, on a busy machine many; five minutes mean that it hangs. */
jest.setTimeout(300_000);
