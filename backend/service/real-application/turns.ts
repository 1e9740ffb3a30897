const last = new Map<string, Promise<unknown>>();

/**
 * Does work after that of the same name that was begun before it in this process: whoever looks at an application while
 * another does gets to know what that one was told, above all that a key was refused.
 */
export async function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const own = (last.get(name) ?? Promise.resolve()).catch(() => undefined).then(work);
  last.set(name, own);
  try {
    return await own;
  } finally {
    if (last.get(name) === own) last.delete(name);
  }
}
