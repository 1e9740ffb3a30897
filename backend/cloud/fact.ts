/** Something about an application and how it is known; or why it isn't. */
export type Fact<T> =
  | {
      readonly value: T;
      /** Inferred: our reading of an answer whose meaning no document states. */
      readonly how: "proven" | "inferred";
      /** The call and its answer: "account_check at singapore: 0". */
      readonly by: string;
      /** Of the call; null where its answer has none, as those of Chat's REST API. */
      readonly requestId: string | null;
    }
  | { readonly value: null; readonly why: string };

export const unknown = (why: string): Fact<never> => ({ value: null, why });
